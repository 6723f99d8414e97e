package io.punctual.ground.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/** Requests that no client library sends, over bare sockets: broken escapes, two lengths, endless lines, ends too soon. */
public final class HardlyHttp {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String HOST = "Host: localhost\r\nConnection: close\r\n";

    private HardlyHttp() {}

    /** Fails unless each is refused, or the connection closed, at once and without a 5xx; {@code path} is one that exists. */
    public static void isRefused(URI service, String path) throws IOException {
        SoftAssertions refused = new SoftAssertions();
        for (String request : requests(path)) {
            String answer = answer(service, request);
            String shown = request.substring(0, Math.min(120, request.length()));
            if (!answer.isEmpty()) {
                refused.assertThat(answer).as(shown).matches("(?s)HTTP/\\d\\.\\d 4\\d\\d .*");
            }
            refused.assertThat(answer)
                    .as(shown)
                    .doesNotContain("Exception", "\tat ", "io.vertx", "io.netty", "io.quarkus");
        }
        refused.assertAll();
        assertThat(answer(service, "GET /q/health/live HTTP/1.1\r\n" + HOST + "\r\n"))
                .contains(" 200 ");
    }

    private static List<String> requests(String path) {
        String post = "POST " + path + " HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
        String chunked = "Transfer-Encoding: chunked\r\n";
        return List.of(
                "GET " + path + "/%zz HTTP/1.1\r\n" + HOST + "\r\n",
                "GET " + path + "/% HTTP/1.1\r\n" + HOST + "\r\n",
                "GET " + path + "?limit=% HTTP/1.1\r\n" + HOST + "\r\n",
                "GET " + path + "?%zz=1 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET " + path + "?limit=\u0000 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET " + path + "/\u00ff\u00fe HTTP/1.1\r\n" + HOST + "\r\n",
                "GET " + path + "/{id}|^` HTTP/1.1\r\n" + HOST + "\r\n",
                "GET " + path + "/" + "a".repeat(10_000) + " HTTP/1.1\r\n" + HOST + "\r\n",
                "GET " + path + " HTTP/1.1\r\n" + HOST + "X-Long: " + "a".repeat(20_000) + "\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\n" + HOST + "X-Nul: a\u0000b\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\n" + HOST + "Authorization: Basic \u0001\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\n" + HOST + "Authorization: Basic %%%\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\n" + HOST + "Authorization: Basic " + "QQ==".repeat(1000) + "\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\n" + HOST + "Authorization: Bearer a.b.c\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\n" + HOST + "Authorization: Bearer " + "e30.".repeat(500) + "\r\n\r\n",
                "GET http://other.example" + path + " HTTP/1.1\r\n" + HOST + "\r\n",
                "BREW " + path + " HTTP/1.1\r\n" + HOST + "\r\n",
                "TRACE " + path + " HTTP/1.1\r\n" + HOST + "\r\n",
                "GET " + path + " HTTP/9.9\r\n" + HOST + "\r\n",
                "GET\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\r\n\r\n",
                post + "Content-Length: -1\r\n\r\n{}",
                post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                post + "Content-Length: 99999999999999999999\r\n\r\n{}",
                post + "Content-Length: 2\r\n" + chunked + "\r\n0\r\n\r\n",
                post + chunked + "\r\nzz\r\n{}\r\n0\r\n\r\n",
                post + "Transfer-Encoding: gzip, chunked, nonsense\r\n\r\n0\r\n\r\n",
                post + "Content-Length: 50\r\n\r\n{\"a\":");
    }

    /** What comes back once we have said all and will say no more. */
    private static String answer(URI service, String request) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException closed) {
            return "";
        }
    }
}
