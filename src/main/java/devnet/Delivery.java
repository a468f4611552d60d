package devnet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Includes one transaction in the block being made. What passes the ante handler pays fee and
 * sequence, even if its message then fails; what does not is left out as if never seen.
 */
final class Delivery {
  private final State state;
  private final Judge judge;
  private final double gasSurge;

  Delivery(State state, Judge judge, double gasSurge) {
    this.state = state;
    this.judge = judge;
    this.gasSurge = gasSurge;
  }

  Optional<TxResult> deliver(Tx tx) {
    try {
      new TxDecoder(state.emissions).decode(tx.bytes());
      new Ante(state, false).admit(tx, state.accounts.get(tx.sender()).sequence);
    } catch (Refusal dropped) {
      return Optional.empty();
    }
    BigInteger fee = charge(tx);
    TxResult result = execute(tx, fee);
    tx.orders().forEach(it -> report(it, result, fee));
    return Optional.of(result);
  }

  private BigInteger charge(Tx tx) {
    BigInteger fee = FeeCoins.amount(tx, BigInteger.ZERO);
    Account payer = FeeCoins.payer(state, tx);
    Account signer = state.accounts.get(tx.sender());
    payer.balance = payer.balance.subtract(fee);
    signer.sequence++;
    if (signer.publicKey == null) {
      signer.publicKey = Ante.decodeKey(tx);
    }
    return fee;
  }

  private TxResult execute(Tx tx, BigInteger fee) {
    Execution execution = new Execution(state);
    long gas = (long) (execution.gas(tx) * gasSurge);
    List<Event> events = new ArrayList<>();
    events.add(Event.plain("tx", "fee", fee + State.DENOM, "fee_payer", tx.sender()));
    events.add(Event.plain("message", "sender", tx.sender()));
    try {
      if (gas > tx.gasLimit()) {
        throw Refusal.sdk(
            11,
            "out of gas in location: WritePerByte; gasWanted: %d, gasUsed: %d: out of gas"
                .formatted(tx.gasLimit(), gas));
      }
      events.addAll(execution.run(tx, true));
      return new TxResult(tx, state.height, state.time, "", 0, "", gas, events);
    } catch (Refusal refusal) {
      String log = "failed to execute message; message index: 0: " + refusal.getMessage();
      return new TxResult(
          tx,
          state.height,
          state.time,
          refusal.codespace(),
          refusal.code(),
          refusal.code() == 11 ? refusal.getMessage() : log,
          Math.min(gas, tx.gasLimit()),
          events);
    }
  }

  private void report(Order order, TxResult result, BigInteger fee) {
    if (order instanceof Order.Payload payload) {
      var bundle = payload.request().getWorkerDataBundle();
      long nonce = bundle.getNonce().getBlockHeight();
      Stored now =
          state
              .topic(bundle.getTopicId())
              .map(it -> it.set(nonce).get(bundle.getWorker()))
              .orElse(null);
      judge.attempted(
          bundle.getTopicId(),
          nonce,
          new Judge.Attempt(
              bundle.getWorker(),
              now != null && now.hash().equals(result.hash())
                  ? now.value()
                  : bundle.getInferenceForecastsBundle().getInference().getValue(),
              result.hash(),
              result.height(),
              result.time(),
              result.codespace(),
              result.code(),
              result.log(),
              fee,
              now != null && now.hash().equals(result.hash())));
    }
  }
}
