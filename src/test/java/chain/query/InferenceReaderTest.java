package chain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chain.AlloraClient;
import chain.StubNetwork;
import chain.StubNode;
import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import domain.Failure;
import domain.WindowKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Replies have the shape that nodes of chain v0.6.0 were seen to give. */
@Execution(ExecutionMode.CONCURRENT)
class InferenceReaderTest {
  private static final WindowKey KEY =
      new WindowKey(StubNetwork.CHAIN, 67, 100, StubNetwork.WORKER);
  private static final String CLEARED =
      "{'code':2,'message':'collections: not found: key of type emissions.v3.Inference',"
          + "'details':[]}";
  private static final String EMPTY = "{'inferences':{'inferences':[]}}";
  private static final String BROKEN = "{'code':13,'message':'database is closed','details':[]}";

  private static String inference(String value) {
    return "{'topic_id':'67','block_height':'100','inferer':'"
        + StubNetwork.WORKER
        + "',"
        + value
        + ",'extra_data':null,'proof':''}";
  }

  private static String list(String value) {
    return "{'inferences':{'inferences':[" + inference(value) + "]}}";
  }

  private static StubNode node(EmissionsVersion version, int status, String latest) {
    String path = "/topics/67/workers/" + StubNetwork.WORKER + "/" + version.latestInferenceName();
    return StubNetwork.node(version).says(version.restPrefix() + path, status, latest);
  }

  private static StubNode closed(EmissionsVersion version, int status, String nonceList) {
    return node(version, 500, CLEARED)
        .says(version.restPrefix() + "/inferences/67/100", status, nonceList);
  }

  private static AlloraClient allora(NodeEndpoint... endpoints) {
    return new AlloraClient(
        StubNetwork.of(endpoints), StubNetwork.WALLET, Timeouts.realTime(), FeePolicy.standard());
  }

  private static Optional<String> stored(StubNode node) {
    try (node;
        AlloraClient allora = allora(node.rest())) {
      return allora.storedValue(KEY);
    }
  }

  @Test
  void theListOfTheNonceTellsAfterTheClose() {
    String value = list("'value':'-0.0125'");
    assertEquals(Optional.of("-0.0125"), stored(closed(EmissionsVersion.V5, 200, value)));
    assertEquals(Optional.empty(), stored(closed(EmissionsVersion.V5, 200, EMPTY)));
  }

  @Test
  void valuesOfTheNewestGenerationAreRead() {
    String values = "'values':['0.75']";
    assertEquals(Optional.of("0.75"), stored(closed(EmissionsVersion.V10, 200, list(values))));
    String latest = "{'latest_input_inference':" + inference(values) + "}";
    assertEquals(Optional.of("0.75"), stored(node(EmissionsVersion.V10, 200, latest)));
  }

  @Test
  void anErrorOfTheNodeIsNotAnAbsentInference() {
    assertThrows(Failure.Retry.class, () -> stored(node(EmissionsVersion.V5, 500, BROKEN)));
    assertThrows(Failure.Retry.class, () -> stored(closed(EmissionsVersion.V5, 500, BROKEN)));
    assertThrows(Failure.Retry.class, () -> stored(closed(EmissionsVersion.V5, 200, "{}")));
  }

  @Test
  void anotherNodeIsAskedAfterAnError() {
    try (StubNode broken = closed(EmissionsVersion.V5, 500, BROKEN);
        StubNode healthy = closed(EmissionsVersion.V5, 200, list("'value':'0.5'"));
        AlloraClient allora = allora(broken.rest(), healthy.rest())) {
      assertEquals(Optional.of("0.5"), allora.storedValue(KEY));
    }
  }
}
