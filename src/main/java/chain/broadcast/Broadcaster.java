package chain.broadcast;

import chain.http.NodeUnavailableException;
import chain.model.NodeEndpoint;
import chain.node.EmissionsQueries;
import chain.node.Node;
import chain.node.NodePool;
import chain.query.AccountReader;
import chain.tx.FeeEstimator;
import chain.tx.SequenceNumbers;
import chain.tx.SubmissionSigner;
import chain.tx.TxRefusal;
import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Submission;
import domain.Submission.BroadcastResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * Carries a transaction to the network: to a second node when the first does not answer or refuses
 * it in a way that would end the window or the program, always the same bytes. It says a
 * transaction is dead only where a node refused it and none may have it.
 */
public final class Broadcaster {
  private static final int KEY_WRONG = 77;
  private static final int TRIES_WHEN_ALONE = 3;

  private final NodePool nodes;
  private final TxSender broadcast;
  private final TxLookup lookup;
  private final AccountReader accounts;
  private final SequenceNumbers sequences;
  private final FeeEstimator fees;
  private final EmissionsQueries queries;

  public Broadcaster(
      NodePool nodes,
      TxLookup lookup,
      AccountReader accounts,
      SequenceNumbers sequences,
      FeeEstimator fees,
      EmissionsQueries queries) {
    this.nodes = nodes;
    this.broadcast = new TxSender(nodes.httpClient());
    this.lookup = lookup;
    this.accounts = accounts;
    this.sequences = sequences;
    this.fees = fees;
    this.queries = queries;
  }

  /**
   * A signed transaction on its way.
   *
   * @param owner whose sequence number it holds
   * @param about what it is for, in the operator's words
   */
  public record OutgoingTx(Object owner, String description, Attempt attempt) {
    public static OutgoingTx fromSubmission(Submission submission) {
      Claim claim = submission.claim();
      return new OutgoingTx(
          claim.key(), SubmissionSigner.describeWindow(claim.window()), submission.attempt());
    }
  }

  public BroadcastResult broadcast(OutgoingTx outgoing) {
    sequences.reserve(outgoing.owner(), outgoing.attempt());
    boolean doubt = false;
    BroadcastResult last = noNodeResult(outgoing);
    for (Node node : triesInOrder()) {
      last = sendTo(node, outgoing, doubt);
      if (!(last instanceof BroadcastResult.Refused)) {
        doubt = true;
        sequences.reserve(outgoing.owner(), outgoing.attempt());
        sequences.markBroadcast(outgoing.attempt());
      }
      if (!(last instanceof BroadcastResult.Unconfirmed) && !shouldTryOtherNode(last)) {
        return last;
      }
    }
    return last;
  }

  /** A node that is alone gets the same bytes again at once: its answer may have been lost. */
  private List<Node> triesInOrder() {
    List<Node> all = nodesToSendTo();
    return all.size() == 1 ? Collections.nCopies(TRIES_WHEN_ALONE, all.get(0)) : all;
  }

  private static BroadcastResult noNodeResult(OutgoingTx outgoing) {
    String why = outgoing.description() + ": there is no node to send it to";
    return new BroadcastResult.Refused(
        "", new Failure.Retry(FailureReason.NO_ENDPOINT, why), false);
  }

  private static boolean shouldTryOtherNode(BroadcastResult delivery) {
    return delivery instanceof BroadcastResult.Refused refused
        && (!(refused.failure() instanceof Failure.Retry)
            || refused.failure().reason() == FailureReason.NO_ENDPOINT
            || refused.failure().reason() == FailureReason.FEE_CAP);
  }

  /** Nodes in step, REST first; where none is, whoever may be on this chain. */
  private List<Node> nodesToSendTo() {
    try {
      List<Node> inStep = new ArrayList<>(nodes.monitor().nodesInSync(NodeEndpoint.Protocol.REST));
      inStep.addAll(nodes.monitor().nodesInSync(NodeEndpoint.Protocol.RPC));
      return inStep;
    } catch (Failure nobody) {
      return nodes.monitor().nodesNotRateLimited().stream()
          .filter(node -> !node.isOnOtherChain(nodes.monitor().chainId()))
          .toList();
    }
  }

  private BroadcastResult sendTo(Node node, OutgoingTx outgoing, boolean doubt) {
    String name = node.endpoint().toString();
    try {
      TxSender.BroadcastResponse answer =
          broadcast.send(node.endpoint(), outgoing.attempt().txBytes());
      if (answer.isInMempool() || isAlreadyKnown(outgoing, answer)) {
        accounts.recordTaken(outgoing.attempt());
        fees.gasPrice().recordTaken(outgoing.attempt());
        return new BroadcastResult.InMempool(name);
      }
      return handleRefusal(name, outgoing, answer, doubt);
    } catch (NodeUnavailableException unavailable) {
      node.recordFailure(unavailable.getMessage(), unavailable.retryAfter());
      nodes.monitor().recordFailure();
      return new BroadcastResult.Unconfirmed(name, unavailable.messageWithEndpoint());
    }
  }

  /** Whether a refusal only says that this very transaction is known. */
  private boolean isAlreadyKnown(OutgoingTx outgoing, TxSender.BroadcastResponse answer) {
    try {
      return answer.meaning() instanceof TxRefusal.Done
          || lookup.findByHash(outgoing.attempt().hash()).isPresent();
    } catch (Failure nobody) {
      return false;
    }
  }

  private BroadcastResult handleRefusal(
      String name, OutgoingTx outgoing, TxSender.BroadcastResponse answer, boolean doubt) {
    TxRefusal meaning = answer.meaning();
    Failure failure = meaning.toFailure(outgoing.description(), answer.text());
    if (hasRemedy(meaning, TxRefusal.Remedy.FEE)
        && fees.gasPrice().recordRefusal(answer.text(), outgoing.attempt())) {
      failure = new Failure.Retry(FailureReason.FEE_CAP, failure.getMessage());
    }
    sequences.recordRefusal();
    boolean dead = learnFromRefusal(outgoing, meaning, answer.text()) && !doubt;
    if (dead) {
      sequences.release(outgoing.attempt());
    }
    if (isWrongKey(outgoing, meaning)) {
      failure = new Failure.Stop(FailureReason.KEY, KEY_WRONG, failure.getMessage());
    }
    return new BroadcastResult.Refused(name, failure, dead);
  }

  private boolean learnFromRefusal(OutgoingTx outgoing, TxRefusal meaning, String text) {
    if (!(meaning instanceof TxRefusal.Wait wait)) {
      return true;
    }
    switch (wait.remedy()) {
      case GAS -> fees.recordOutOfGas(outgoing.owner(), outgoing.attempt().gasLimit());
      case VERSION -> queries.redetectVersion();
      case RESIGN -> accounts.recordRefused(outgoing.attempt(), true);
      case SEQUENCE -> {
        accounts.recordRefused(outgoing.attempt(), false);
        return resolveSequenceMismatch(outgoing, text);
      }
      default -> {}
    }
    return wait.remedy().needsNewTransaction();
  }

  /**
   * A sequence too high is dead unless one of our own is to fill the gap. One too low is dead if
   * these bytes were never sent; else they may have spent it themselves, which is for settling to
   * prove.
   */
  private boolean resolveSequenceMismatch(OutgoingTx outgoing, String text) {
    OptionalLong told = SequenceNumbers.parseExpected(text);
    if (told.isEmpty()) {
      return false;
    }
    long expected = told.getAsLong();
    sequences.updateSequence(expected);
    return expected < outgoing.attempt().sequence()
        ? !sequences.isReservedByOther(outgoing.owner(), expected)
        : !sequences.mayBeBroadcast(outgoing.attempt());
  }

  /** A second signature over freshly read numbers that is refused too. */
  private static boolean isWrongKey(OutgoingTx outgoing, TxRefusal meaning) {
    return outgoing.attempt().number() > 1 && hasRemedy(meaning, TxRefusal.Remedy.RESIGN);
  }

  private static boolean hasRemedy(TxRefusal meaning, TxRefusal.Remedy remedy) {
    return meaning instanceof TxRefusal.Wait wait && wait.remedy() == remedy;
  }
}
