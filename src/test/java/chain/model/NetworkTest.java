package chain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.AlloraClient;
import chain.StubNetwork;
import chain.StubNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  @Test
  void onlyTheDevnetIsSimulated() {
    assertTrue(Network.preset("devnet").allowsSimulatedData());
    for (String name : List.of("testnet", "mainnet", "local")) {
      assertFalse(Network.preset(name).allowsSimulatedData(), name);
    }
  }

  @Test
  void readsEveryPreset() {
    Network testnet = Network.preset("testnet");
    assertEquals("allora-testnet-1", testnet.chainId());
    assertTrue(testnet.emissions().isEmpty());
    assertEquals(1, testnet.endpoints(NodeEndpoint.Protocol.WEBSOCKET).size());
    assertEquals("allora-mainnet-1", Network.preset("mainnet").chainId());
  }

  @Test
  void anUnknownNetworkIsNamedWithThoseThereAre() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Network.preset("moonnet")).getMessage();
    assertTrue(message.contains("moonnet") && message.contains("testnet"), message);
  }

  @Test
  void anEndpointWithoutItsProtocolIsRefused() {
    for (String text : List.of("https://host", "rest+ftp://host", "host:1317", "rest+https://")) {
      assertThrows(IllegalArgumentException.class, () -> NodeEndpoint.parse(text), text);
    }
    assertEquals("rest+https://host", NodeEndpoint.parse(" rest+https://host// ").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "https://host, write rest+https://host for",
    "tcp://host:26657, write rpc+http://host:26657",
    "http://host:26657, write rpc+http://host:26657",
    "grpc+https://host:9090, gRPC is not spoken; give the node's REST address, such as"
        + " rest+http://host:1317",
    "host:1317, write rest+http://host:1317 for"
  })
  void anEndpointOfAnotherSchemeIsNamedWithItsRightSpelling(String text, String advice) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> NodeEndpoint.parse(text)).getMessage();
    assertTrue(message.contains(advice), message);
  }

  @Test
  void aLocalNodeTellsItsOwnChainId() {
    try (StubNode node = new StubNode().head("allora-local-7", 105);
        AlloraClient allora =
            new AlloraClient(
                Network.preset("local").withEndpoints(List.of(node.rest())),
                StubNetwork.WALLET,
                Timeouts.realTime(),
                FeePolicy.standard())) {
      assertEquals(105, allora.latestHeight());
      assertEquals("allora-local-7", allora.network().chainId());
    }
  }
}
