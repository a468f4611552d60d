package chain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.message.RoleVectors;
import chain.model.NodeEndpoint;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import org.junit.jupiter.api.Test;

/** Answers about losses as a real v5 node gives them, and as v10 shapes them. */
class ReputerReaderTest {
  private static final String REPUTER = "allo167qnsz599z3v5drdqgtflphjttphpszefwlffn";

  private static NodeReply reply(JsonNode body) {
    return new NodeReply(NodeEndpoint.parse("rest+http://127.0.0.1:1"), 200, body);
  }

  private static NodeReply v10(String json) throws Exception {
    return reply(new ObjectMapper().readTree(json.replace('\'', '"')));
  }

  private static JsonNode recorded(String moment, String path) {
    JsonNode entry = RoleVectors.one("/rest_answers/" + moment + "/answers").path(path);
    return entry.has("body") ? entry.path("body") : entry;
  }

  @Test
  void readsTheInferencesOfARealNode() {
    JsonNode answer = RoleVectors.transaction("v5_reputer_full").path("network_inferences_answer");
    JsonNode whole = new ObjectMapper().createObjectNode().set("network_inferences", answer);
    ValueBundle bundle = ReputerReader.parseInferences(reply(whole));
    assertEquals("0.005690384288419590250000000000000000", bundle.combined());
    assertEquals(4, bundle.list(Part.INFERERS).size());
    assertEquals(4, bundle.list(Part.WITHOUT_INFERER).size());
    assertEquals(2, bundle.list(Part.FORECASTERS).size());
    assertEquals(2, bundle.list(Part.WITHOUT_FORECASTER).size());
    assertEquals(2, bundle.list(Part.WITH_FORECASTER).size());
  }

  @Test
  void readsTheReportsOfAClosedNonceAndNoneBefore() {
    String path = "/reputer_loss_bundles/1/3283";
    NodeReply closed = reply(recorded("nonce_3283_closed", path));
    ValueBundle said =
        ValueBundle.parse(ReputerReader.parseReported(closed, REPUTER).orElseThrow());
    assertEquals("-4.635779244760586132841280959398735", said.combined());
    assertTrue(ReputerReader.parseReported(closed, "allo1nobody").isEmpty());
    NodeReply before = reply(recorded("nonce_3283_submitted", path));
    assertTrue(ReputerReader.parseReported(before, REPUTER).isEmpty());
  }

  @Test
  void regroupsTheFlatListsOfV10() throws Exception {
    ValueBundle bundle =
        ReputerReader.parseInferences(
            v10(
                "{'network_inferences':{'topic_id':'1','nonce':'5',"
                    + "'combined_value':[{'label_id':1,'label_name':'y','value':'0.5'}],"
                    + "'naive_value':[{'label_id':'1','label_name':'y','value':'0.4'}],"
                    + "'inferer_values':[{'worker':'a','values':[{'label_id':1,'value':'0.1'}]}],"
                    + "'one_out_inferer_values':[{'withheld_inferer':'a',"
                    + "'combined_inference':[{'label_id':1,'value':'0.2'}]}],"
                    + "'one_in_forecaster_values':[{'forecaster':'f',"
                    + "'combined_inference':[{'label_id':1,'value':'0.3'}]}],"
                    + "'one_out_inferer_forecaster_values':[{'forecaster':'f',"
                    + "'withheld_inferer':'a','combined_inference':[{'value':'0.6'}]}]}}"));
    assertEquals(
        "combined:0.5;naive:0.4;inferers:a=0.1;without-inferer:a=0.2;with-forecaster:f=0.3;"
            + "forecaster-without-inferer:f/a=0.6",
        bundle.toText());
  }

  @Test
  void readsTheNumbersOfATopicWithLabelsByName() throws Exception {
    String numbers = "[{'label_name':'up','value':'0.7'},{'label_name':'down','value':'0.3'}]";
    NodeReply labelled =
        v10(
            "{'network_inferences':{'combined_value':%s,'naive_value':%s}}"
                .formatted(numbers, numbers));
    assertEquals("up=0.7,down=0.3", ReputerReader.parseInferences(labelled).combined());
  }

  @Test
  void refusesLabelsWithoutNamesAndWhatIsNoAnswer() throws Exception {
    NodeReply labelled =
        v10("{'network_inferences':{'combined_value':[{'value':'1'},{'value':'2'}]}}");
    assertThrows(NodeUnavailableException.class, () -> ReputerReader.parseInferences(labelled));
    NodeReply empty = v10("{}");
    assertThrows(NodeUnavailableException.class, () -> ReputerReader.parseInferences(empty));
    assertThrows(NodeUnavailableException.class, () -> ReputerReader.parseReported(empty, REPUTER));
  }

  @Test
  void reckonsAWindowThatEveryGenerationAccepts() {
    assertEquals(new ReputerWindows.Span(3324, 3362), span(40, 40, 3283));
    // The truth of nonce 0 is due at 60 and the epoch ends at 80; older chains close at 120.
    assertEquals(new ReputerWindows.Span(81, 119), span(40, 60, 0));
  }

  private static ReputerWindows.Span span(long epoch, long lag, long nonce) {
    return ReputerWindows.Span.of(epoch, lag, nonce);
  }
}
