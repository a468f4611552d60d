package devnet.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import devnet.Devnet;
import devnet.DevnetTestWallet;
import devnet.StubWallClock;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.proto.AccountInfoReply;
import devnet.proto.AddressRequest;
import devnet.proto.BroadcastRequest;
import devnet.proto.DenomRequest;
import devnet.proto.Empty;
import devnet.proto.GasPriceReply;
import devnet.proto.HashRequest;
import devnet.proto.LatestInferenceReply;
import devnet.proto.NodeInfoReply;
import devnet.proto.TopicAddressRequest;
import devnet.proto.TopicRequest;
import devnet.proto.TxFoundReply;
import devnet.proto.TxReply;
import devnet.server.LoopbackListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** gRPC over real HTTP/2, as the official clients speak it. */
class GrpcApiTest {
  private static final long NONCE = 6_000_002;
  private final StubWallClock wallClock = new StubWallClock();
  private final DevnetTestWallet wallet = new DevnetTestWallet(7);
  private final Devnet devnet =
      Devnet.start(
          DevnetOptions.standard()
              .withWallClock(wallClock)
              .withAccounts(List.of(GenesisAccount.fundedWorker(wallet.address))));
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));

  /** What came back: the message's bytes and the outcome in the trailers. */
  private record Answer(byte[] message, String status, String text) {}

  @AfterEach
  void stop() {
    LoopbackListener.await(vertx.close());
    devnet.close();
  }

  @Test
  void answersOneEpochOverGrpc() throws Exception {
    wallClock.forward(Duration.ofSeconds(10));
    var node = ask("cosmos.base.tendermint.v1beta1.Service/GetNodeInfo", Empty.newBuilder());
    assertEquals(
        "dromedary-devnet-1",
        NodeInfoReply.parseFrom(node.message()).getDefaultNodeInfo().getNetwork());
    var sent =
        ask(
            "cosmos.tx.v1beta1.Service/BroadcastTx",
            BroadcastRequest.newBuilder()
                .setTxBytes(ByteString.copyFrom(wallet.payload(67, NONCE, "0.0123")))
                .setMode(2));
    var checked = TxReply.parseFrom(sent.message()).getTxResponse();
    assertEquals(0, checked.getCode(), checked.getRawLog());
    var hash = HashRequest.newBuilder().setHash(checked.getTxhash());
    assertEquals("5", ask("cosmos.tx.v1beta1.Service/GetTx", hash).status());
    wallClock.forward(Duration.ofSeconds(5));
    var found = ask("cosmos.tx.v1beta1.Service/GetTx", hash);
    assertEquals(NONCE + 1, TxFoundReply.parseFrom(found.message()).getTxResponse().getHeight());
    var stored =
        ask(
            "emissions.v10.QueryService/GetWorkerLatestInputInferenceByTopicId",
            TopicAddressRequest.newBuilder().setTopicId(67).setAddress(wallet.address));
    assertEquals("0.0123", LatestInferenceReply.parseFrom(stored.message()).getValue().getValue());
    var account =
        ask(
            "cosmos.auth.v1beta1.Query/AccountInfo",
            AddressRequest.newBuilder().setAddress(wallet.address));
    var info = AccountInfoReply.parseFrom(account.message()).getInfo();
    assertEquals(1, info.getSequence());
    assertTrue(info.getPubKey().getValue().toByteArray().length > 33);
  }

  @Test
  void tellsErrorsInTheTrailers() {
    var unknown = ask("emissions.v9.QueryService/GetTopic", TopicRequest.newBuilder());
    assertEquals("12", unknown.status());
    var topic = TopicRequest.newBuilder().setTopicId(999_999);
    var missing = ask("emissions.v10.QueryService/GetTopic", topic);
    assertEquals("2", missing.status());
    assertEquals("error%20getting%20topic", missing.text());
    assertEquals("12", ask("nobody.Query/Nothing", Empty.newBuilder()).status());
  }

  @Test
  void scalesTheGasPriceAsTheWireDoes() throws Exception {
    var price =
        ask("feemarket.feemarket.v1.Query/GasPrice", DenomRequest.newBuilder().setDenom("uallo"));
    assertEquals(
        "10000000000000000000", GasPriceReply.parseFrom(price.message()).getPrice().getAmount());
  }

  private Answer ask(String method, Message.Builder request) {
    byte[] message = request.build().toByteArray();
    Buffer frame = Buffer.buffer().appendByte((byte) 0).appendInt(message.length);
    frame.appendBytes(message);
    int port = devnet.grpcNodes().get(0).uri().getPort();
    // The body is asked for before the answer can be there: one that has passed is never told of.
    return LoopbackListener.await(
        client
            .request(HttpMethod.POST, port, "127.0.0.1", "/" + method)
            .compose(it -> answered(it.putHeader("content-type", "application/grpc"), frame)));
  }

  private static Future<Answer> answered(HttpClientRequest request, Buffer frame) {
    return request
        .send(frame)
        .compose(response -> response.body().map(body -> answer(response, body)));
  }

  private static Answer answer(HttpClientResponse response, Buffer body) {
    byte[] reply = body.length() < 5 ? new byte[0] : body.getBytes(5, body.length());
    return new Answer(
        reply, response.getTrailer("grpc-status"), response.getTrailer("grpc-message"));
  }
}
