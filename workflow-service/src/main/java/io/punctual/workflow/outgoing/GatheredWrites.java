package io.punctual.workflow.outgoing;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Writes as one what is written within one turn of the event loop. Who writes line by line, and waits for each, is told soon that it was
 * taken; the turn ends when that brings nothing more. Without this each line is a system call, a packet, and a TLS record.
 *
 * <p>A write that was taken and fails later is told as an exception of the connection, which is then closed. Taken is what fits,
 * while the connection takes more; all else waits for the real write, behind what was taken before it, and so do empty writes: they
 * ask when everything has gone out, before the connection is closed or goes on in TLS. One for each connection.
 */
final class GatheredWrites extends ChannelOutboundHandlerAdapter {
    /** Bytes, about as many as the connection holds before it says that it is full. */
    private static final int MOST = 64 * 1024;

    private final Queue<ChannelPromise> taken = new ArrayDeque<>();
    private @Nullable ByteBuf gathered;
    private boolean inTurn;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && fits(context, bytes.readableBytes())) {
            gather(context, bytes);
            taken.add(promise);
            if (!inTurn) {
                inTurn = true;
                context.executor().execute(() -> turn(context));
            }
        } else {
            writeOut(context);
            var _ = context.write(message, promise);
        }
    }

    private boolean fits(ChannelHandlerContext context, int bytes) {
        int before = gathered == null ? 0 : gathered.readableBytes();
        return bytes > 0 && before + bytes <= MOST && context.channel().isWritable();
    }

    private void gather(ChannelHandlerContext context, ByteBuf bytes) {
        if (gathered == null) {
            gathered = context.alloc().ioBuffer(bytes.readableBytes());
        }
        gathered.writeBytes(bytes);
        bytes.release();
    }

    private void turn(ChannelHandlerContext context) {
        if (taken.isEmpty()) {
            inTurn = false;
            writeOut(context);
            context.flush();
            return;
        }
        for (ChannelPromise next = taken.poll(); next != null; next = taken.poll()) {
            next.trySuccess();
        }
        // Once more behind what that set going, which may write as well.
        context.executor().execute(() -> turn(context));
    }

    private void writeOut(ChannelHandlerContext context) {
        if (gathered == null) {
            return;
        }
        ByteBuf all = gathered;
        gathered = null;
        context.write(all).addListener(written -> {
            if (!written.isSuccess()) {
                context.fireExceptionCaught(written.cause());
            }
        });
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        // What was gathered is flushed at the end of its turn.
        if (gathered == null) {
            context.flush();
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        writeOut(context);
        context.flush();
        var _ = context.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
        for (ChannelPromise next = taken.poll(); next != null; next = taken.poll()) {
            next.tryFailure(new ClosedChannelException());
        }
    }
}
