package chain;

import domain.Attempt;
import domain.Claim;
import domain.Delivery;
import domain.Failure;
import domain.Reason;
import domain.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries a transaction to the network: to a second node when the first stays silent, always the
 * same bytes. It says a transaction is dead only where a node refused it and none may have it.
 */
final class Courier {
  private static final Pattern MISMATCH = Pattern.compile("expected (\\d+), got (\\d+)");
  private static final int KEY_WRONG = 77;

  private final Nodes nodes;
  private final Broadcast broadcast;
  private final TxLookup lookup;
  private final Sequences sequences;
  private final Fees fees;
  private final Queries queries;

  Courier(Nodes nodes, TxLookup lookup, Sequences sequences, Fees fees, Queries queries) {
    this.nodes = nodes;
    this.broadcast = new Broadcast(nodes.wire());
    this.lookup = lookup;
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
  record Cargo(Object owner, String about, Attempt attempt) {
    static Cargo of(Submission submission) {
      Claim claim = submission.claim();
      return new Cargo(claim.key(), Signing.about(claim.window()), submission.attempt());
    }
  }

  Delivery deliver(Cargo cargo) {
    sequences.hold(cargo.owner(), cargo.attempt());
    boolean doubt = false;
    Delivery last = nobody(cargo);
    for (Node node : carriers()) {
      last = hand(node, cargo, doubt);
      if (!(last instanceof Delivery.Refused)) {
        doubt = true;
        sequences.out(cargo.attempt());
      }
      if (!(last instanceof Delivery.Unknown) && !otherNode(last)) {
        return last;
      }
    }
    return last;
  }

  private static Delivery nobody(Cargo cargo) {
    String why = cargo.about() + ": there is no node to send it to";
    return new Delivery.Refused("", new Failure.Wait(Reason.NO_ENDPOINT, why), false);
  }

  private static boolean otherNode(Delivery delivery) {
    return delivery instanceof Delivery.Refused refused
        && refused.failure().reason() == Reason.NO_ENDPOINT;
  }

  /** Nodes in step, REST first; where none is, whoever may be on this chain. */
  private List<Node> carriers() {
    try {
      List<Node> inStep = new ArrayList<>(nodes.watch().inStep(Endpoint.Protocol.REST));
      inStep.addAll(nodes.watch().inStep(Endpoint.Protocol.RPC));
      return inStep;
    } catch (Failure nobody) {
      return nodes.watch().approachable().stream()
          .filter(node -> !node.strayedFrom(nodes.watch().chainId()))
          .toList();
    }
  }

  private Delivery hand(Node node, Cargo cargo, boolean doubt) {
    String name = node.endpoint().toString();
    try {
      Broadcast.Answer answer = broadcast.send(node.endpoint(), cargo.attempt().txBytes());
      if (answer.taken() || has(cargo, answer)) {
        return new Delivery.Taken(name);
      }
      return refused(name, cargo, answer, doubt);
    } catch (Silence silence) {
      node.failed(silence.getMessage(), silence.rest());
      nodes.watch().forget();
      return new Delivery.Unknown(name, silence.sentence());
    }
  }

  /** Whether a refusal only says that this very transaction is known. */
  private boolean has(Cargo cargo, Broadcast.Answer answer) {
    try {
      return answer.verdict() instanceof Verdict.Done
          || lookup.find(cargo.attempt().hash()).isPresent();
    } catch (Failure nobody) {
      return false;
    }
  }

  private Delivery refused(String name, Cargo cargo, Broadcast.Answer answer, boolean doubt) {
    Verdict verdict = answer.verdict();
    Failure failure = verdict.failure(cargo.about(), answer.text());
    boolean dead = dead(cargo, verdict, answer.text()) && !doubt;
    if (dead) {
      sequences.release(cargo.attempt());
    }
    if (wrongKey(cargo, verdict)) {
      failure = new Failure.Stop(Reason.KEY, KEY_WRONG, failure.getMessage());
    }
    return new Delivery.Refused(name, failure, dead);
  }

  private boolean dead(Cargo cargo, Verdict verdict, String text) {
    if (!(verdict instanceof Verdict.Wait wait)) {
      return true;
    }
    switch (wait.mend()) {
      case FEE -> fees.learn(text, cargo.attempt().gasLimit());
      case VERSION -> queries.renewed();
      case SEQUENCE -> {
        return outOfTurn(cargo, text);
      }
      default -> {}
    }
    return wait.mend().newBytes();
  }

  /**
   * A sequence too high is dead unless one of our own is to fill the gap. One too low is dead if
   * these bytes never left the house; else they may have spent it themselves, which is for settling
   * to prove.
   */
  private boolean outOfTurn(Cargo cargo, String text) {
    Matcher mismatch = MISMATCH.matcher(text);
    if (!mismatch.find()) {
      return false;
    }
    long expected = Long.parseLong(mismatch.group(1));
    sequences.told(expected);
    return expected < cargo.attempt().sequence()
        ? !sequences.heldByOther(cargo.owner(), expected)
        : !sequences.mayBeOut(cargo.attempt());
  }

  /** A second signature over freshly read numbers that is refused too. */
  private static boolean wrongKey(Cargo cargo, Verdict verdict) {
    return cargo.attempt().number() > 1
        && verdict instanceof Verdict.Wait wait
        && wait.mend() == Verdict.Mend.RESIGN;
  }
}
