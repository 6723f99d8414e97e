package io.punctual.workflow.outgoing;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.ReferenceCountUtil;

/** Closes a connection whose other side says more than it may before it is our turn again. One for each connection. */
final class ReplyBound extends ChannelDuplexHandler {
    private final int largest;
    private long heard;

    ReplyBound(int largest) {
        this.largest = largest;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        heard = 0;
        super.write(context, message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) {
            heard += bytes.readableBytes();
        }
        if (heard > largest) {
            ReferenceCountUtil.release(message);
            context.fireExceptionCaught(new TooLongFrameException("The reply is longer than " + largest + " bytes"));
            var _ = context.close();
        } else {
            super.channelRead(context, message);
        }
    }
}
