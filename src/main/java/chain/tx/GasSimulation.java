package chain.tx;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.node.EmissionsQueries;
import chain.node.NodePool;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Lets the network run a transaction without including it: what it would use, or why it would fail.
 * It knows no transactions on their way, so it is asked with the committed sequence.
 */
public final class GasSimulation {
  private final NodePool nodes;
  private final EmissionsQueries queries;

  public GasSimulation(NodePool nodes, EmissionsQueries queries) {
    this.nodes = nodes;
    this.queries = queries;
  }

  /**
   * Gas used.
   *
   * @param trial makes the base64 of the transaction, unsigned, for a sequence
   * @throws domain.Failure as the network's refusal demands
   */
  public long simulateGas(String about, long sequence, LongFunction<String> trial) {
    NodeReply reply = postSimulation(trial.apply(sequence));
    OptionalLong expected = SequenceNumbers.parseExpected(reply.errorMessage());
    if (!reply.isOk() && expected.isPresent()) {
      reply = postSimulation(trial.apply(expected.getAsLong()));
    }
    if (reply.isOk()) {
      return gasUsed(reply);
    }
    TxRefusal meaning = TxErrorTable.lookUp(reply.errorMessage());
    if (meaning instanceof TxRefusal.Wait wait && wait.remedy() == TxRefusal.Remedy.VERSION) {
      queries.redetectVersion();
    }
    throw meaning.toFailure(about, reply.errorMessage());
  }

  private static long gasUsed(NodeReply reply) {
    long gas = reply.longField("gas_info", "gas_used");
    if (gas <= 0) {
      throw new NodeUnavailableException(reply.endpoint(), "answered with gas_used = " + gas);
    }
    return gas;
  }

  private NodeReply postSimulation(String tx) {
    return nodes.post(
        "/cosmos/tx/v1beta1/simulate",
        new ObjectNode(JsonNodeFactory.instance).put("tx_bytes", tx),
        GasSimulation::gasUsed);
  }
}
