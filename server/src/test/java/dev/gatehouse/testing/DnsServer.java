package dev.gatehouse.testing;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A real DNS server on the loopback that knows the TXT records it has been told, and can fall silent or fail. */
@SuppressWarnings("FutureReturnValueIgnored") // Whoever asks sees whether an answer came.
public final class DnsServer implements AutoCloseable {

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();
    private final Map<String, Integer> misbehaviour = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Channel channel;

    public DnsServer() {
        this.channel = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Answers());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Publishes these TXT records, one each, in place of earlier ones. Without values the name is there with nothing under it. */
    public void publish(String name, String... values) {
        records.put(name.toLowerCase(Locale.ROOT), List.of(values));
    }

    /** Answers with that code from now on. */
    public void fail(String name, DnsResponseCode code) {
        misbehaviour.put(name.toLowerCase(Locale.ROOT), code.intValue());
    }

    /** Says nothing at all from now on. */
    public void fallSilent(String name) {
        misbehaviour.put(name.toLowerCase(Locale.ROOT), -1);
    }

    /** How often the name was asked for. */
    public int asked(String name) {
        return asked.getOrDefault(name.toLowerCase(Locale.ROOT), 0);
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loops.shutdownGracefully();
    }

    private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            String name = question.name().toLowerCase(Locale.ROOT);
            String key = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            asked.merge(key, 1, Integer::sum);
            int code = misbehaviour.getOrDefault(key, 0);
            if (code < 0) {
                return;
            }
            DatagramDnsResponse response = new DatagramDnsResponse(
                    /* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
            response.addRecord(DnsSection.QUESTION, question);
            List<String> values = question.type().equals(DnsRecordType.TXT) ? records.get(key) : null;
            if (code > 0) {
                response.setCode(DnsResponseCode.valueOf(code));
            } else if (values == null) {
                response.setCode(DnsResponseCode.NXDOMAIN);
            } else {
                values.forEach(value -> response.addRecord(
                        DnsSection.ANSWER,
                        new DefaultDnsRawRecord(question.name(), DnsRecordType.TXT, 60, characterString(value))));
            }
            context.writeAndFlush(response);
        }

        private static ByteBuf characterString(String value) {
            byte[] text = value.getBytes(StandardCharsets.US_ASCII);
            return Unpooled.buffer().writeByte(text.length).writeBytes(text);
        }
    }
}
