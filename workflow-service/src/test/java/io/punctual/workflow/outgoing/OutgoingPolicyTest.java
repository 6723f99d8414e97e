package io.punctual.workflow.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.punctual.workflow.outgoing.DestinationRefused.Why;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingPolicyTest {
    private static final String PUBLIC = "93.184.215.14";

    /** Answers each name with these addresses, whatever the machine's resolver would say. */
    private static OutgoingPolicy resolving(Rules rules, String... addresses) {
        return new OutgoingPolicy(rules, _ -> literals(addresses));
    }

    private static InetAddress[] literals(String... addresses) throws UnknownHostException {
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            all[i] = InetAddress.ofLiteral(addresses[i]);
        }
        return all;
    }

    private static void refused(OutgoingPolicy policy, String host, int port, Why why) {
        assertThatThrownBy(() -> policy.resolveSmtp(host, port))
                .isInstanceOfSatisfying(
                        DestinationRefused.class,
                        refusal -> assertThat(refusal.why()).isEqualTo(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.0.1",
                "169.254.169.254",
                "169.254.170.2",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::a9fe:a9fe",
                "::ffff:0:7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:5ef5:79fb:0:59d:a0b7:5d94",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2002:5db8:d70e::1",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "feff::1",
                "ff02::1",
                "ff0e::1"
            })
    void whatIsNotPublicIsRefusedAsAnAddressAndBehindAName(String address) {
        refused(resolving(Rules.DEFAULTS, address), "smtp.example.com", 587, Why.ADDRESS_NOT_ALLOWED);
        assertThat(resolving(Rules.DEFAULTS, PUBLIC).objectionToHost(address))
                .map(DestinationRefused::why)
                .contains(Why.ADDRESS_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUBLIC,
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001:81b::2005",
                "64:ff9b::5db8:d70e"
            })
    void whatIsPublicMayBeReached(String address) throws Exception {
        assertThat(resolving(Rules.DEFAULTS, address).resolveSmtp("smtp.example.com", 587))
                .extracting(InetAddress::getAddress)
                .containsExactly(InetAddress.ofLiteral(address).getAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0x7f.1",
                "127.1",
                "127.0.1",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "127.0.0.01",
                "127.0.0.0x1",
                "256.1.1.1",
                "1.2.3.4.5",
                "127.0.0.1.",
                "localhost.",
                "fe80::1%eth0",
                "::1%1",
                "fe80::1%25lo",
                "[::1]",
                "1::2::3",
                ":::",
                "10.0.0.0/8",
                "::/0",
                "*",
                "*.example.com",
                "a..b",
                "-a.example",
                "a-.example",
                "user@smtp.example.com",
                "smtp.example.com:25",
                "smtp.example.com/x",
                "http://smtp.example.com",
                "smtp example com",
                "smtp.example.com\r\nx",
                "smtp.exa\u0000mple.com",
                "1.2.3.4-5.6.7.8",
                "1-5.1.1.1",
                "smtp.example.1",
                "smtp.example.0x1"
            })
    void whatIsNoPlainHostIsRefused(String host) {
        refused(resolving(Rules.DEFAULTS, PUBLIC), host, 587, Why.INVALID_HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1"})
    void unicodeFormsOfAnAddressAreThatAddress(String host) {
        refused(resolving(Rules.DEFAULTS, PUBLIC), host, 587, Why.ADDRESS_NOT_ALLOWED);
    }

    @Test
    void oneBadAddressAmongGoodOnesRefusesTheHost() {
        refused(resolving(Rules.DEFAULTS, PUBLIC, "10.0.0.1"), "smtp.example.com", 587, Why.ADDRESS_NOT_ALLOWED);
        refused(resolving(Rules.DEFAULTS, "::1", PUBLIC), "smtp.example.com", 587, Why.ADDRESS_NOT_ALLOWED);
    }

    @Test
    void mappedAddressesAreTheirIpv4Address() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(InetAddress.ofLiteral("10.0.0.1").getAddress(), 0, mapped, 12, 4);
        InetAddress address = InetAddress.getByAddress(mapped);
        refused(
                new OutgoingPolicy(Rules.DEFAULTS, _ -> new InetAddress[] {address}),
                "a.example",
                25,
                Why.ADDRESS_NOT_ALLOWED);
        assertThat(resolving(Rules.DEFAULTS, PUBLIC).objectionToHost("::ffff:127.0.0.1"))
                .isPresent();
        assertThat(resolving(Rules.DEFAULTS, PUBLIC).objectionToHost("::ffff:a9fe:a9fe"))
                .isPresent();
    }

    @Test
    void aNameIsResolvedOnceAndTheCheckedAddressCarriesIt() throws Exception {
        int[] asked = {0};
        OutgoingPolicy policy =
                new OutgoingPolicy(Rules.DEFAULTS, _ -> literals(asked[0]++ == 0 ? PUBLIC : "127.0.0.1"));

        List<InetAddress> checked = policy.resolveSmtp("SMTP.Example.com", 465);

        assertThat(asked[0]).isEqualTo(1);
        assertThat(checked).singleElement().satisfies(address -> {
            assertThat(address.getHostName()).isEqualTo("smtp.example.com");
            assertThat(address.getHostAddress()).isEqualTo(PUBLIC);
        });
        refused(policy, "smtp.example.com", 465, Why.ADDRESS_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 22, 80, 443, 2500, 5432, 8080, 65536})
    void onlyPortsOfMailServersAreReached(int port) {
        refused(resolving(Rules.DEFAULTS, PUBLIC), "smtp.example.com", port, Why.PORT_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "smtp.example.com, true",
        "SMTP.example.com, true",
        "a.mail.example, true",
        "a.b.mail.example, true",
        "mail.example, false",
        "evilmail.example, false",
        "smtp.example.com.evil.example, false",
        "other.example, false",
        "93.184.215.14, false"
    })
    void anAllowlistHoldsExactlyWhatItSays(String host, boolean allowed) {
        OutgoingPolicy policy = resolving(Rules.DEFAULTS.withHosts("Smtp.example.com", "*.mail.example"), PUBLIC);
        assertThat(policy.objectionToHost(host).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void networksOnPremisesCanBeAllowed() throws Exception {
        OutgoingPolicy policy =
                resolving(Rules.DEFAULTS.withNetworks("10.20.0.0/16", "fd12::/64"), "10.20.3.4", "fd12::1");
        assertThat(policy.resolveSmtp("mail.local", 25)).hasSize(2);
        refused(
                resolving(Rules.DEFAULTS.withNetworks("10.20.0.0/16"), "10.21.0.1"),
                "mail.local",
                25,
                Why.ADDRESS_NOT_ALLOWED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolving(Rules.DEFAULTS.withNetworks("10.20.0.0/99")))
                .withMessageContaining("allowed-networks");
    }

    @Property(tries = 2000)
    void noPrivateIpv4AddressPassesInWhateverIpv6FormItHides(@ForAll @Size(4) byte[] bytes)
            throws UnknownHostException {
        Networks networks = new Networks(List.of());
        InetAddress plain = InetAddress.getByAddress(bytes);
        boolean inside = plain.isAnyLocalAddress()
                || plain.isLoopbackAddress()
                || plain.isLinkLocalAddress()
                || plain.isSiteLocalAddress()
                || plain.isMulticastAddress();
        assertThat(networks.mayReach(plain) && inside).isFalse();
        for (String prefix :
                List.of("00000000000000000000ffff", "0064ff9b0000000000000000", "000000000000000000000000")) {
            byte[] within = Arrays.copyOf(java.util.HexFormat.of().parseHex(prefix), 16);
            System.arraycopy(bytes, 0, within, 12, 4);
            assertThat(networks.mayReach(InetAddress.getByAddress(within)) && !networks.mayReach(plain))
                    .isFalse();
        }
    }

    @Property(tries = 2000)
    void noTextIsEverAHostThatJavaReadsAsAnotherAddress(@ForAll String text) {
        Hosts.normalised(text).ifPresent(host -> assertThat(host).matches("[a-z0-9.:-]+"));
    }
}
