package app;

import base.ExitCode;
import chain.Allora;
import chain.FeePolicy;
import chain.Pace;
import domain.Failure;
import domain.Reason;
import java.time.InstantSource;
import java.util.List;
import journal.Journal;
import journal.JournalPlace;
import journal.Mirror;
import market.CandleStore;
import market.Desk;
import market.Source;
import routes.TopicPlan;
import wallet.Wallet;

/** Makes each room's object from the settings; the one place that knows every constructor. */
final class Wiring {
  private final Settings settings;
  private final InstantSource clock;

  Wiring(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @throws domain.Failure.Stop with exit code 77 or 78 if there is no usable key, or the network
   *     cannot be told from the settings
   */
  Allora allora(Wallet wallet) {
    return allora(wallet, Pace.at(settings.speed()));
  }

  /** The same at a pace of the caller's. */
  Allora allora(Wallet wallet, Pace pace) {
    FeePolicy fees =
        new FeePolicy(
            settings.feeTier(),
            settings.text("network.fee-granter"),
            FeePolicy.standard().maxGas());
    return new Allora(Networks.from(settings), wallet, pace, fees);
  }

  Journal journal() {
    return Journal.open(place(settings), clock);
  }

  static Mirror mirror(Settings settings, InstantSource clock) {
    return new Mirror(
        settings.path("journal.latest-file"), settings.path("journal.csv-file"), clock);
  }

  static JournalPlace place(Settings settings) {
    String place = settings.text("journal.place");
    if (place.startsWith("jdbc:") && !place.startsWith("jdbc:postgresql:")) {
      throw new Failure.Stop(
          Reason.CONFIGURATION,
          ExitCode.CONFIGURATION,
          "journal.place: takes the name of a file or jdbc:postgresql://HOST/DATABASE, not "
              + place);
    }
    return place.startsWith("jdbc:")
        ? new JournalPlace.Server(
            place, settings.text("journal.user"), settings.text("journal.password"))
        : new JournalPlace.File(
            settings.path("journal.place").orElse(settings.stateDir().resolve("journal.db")));
  }

  Desk desk() {
    return new Desk(
        Source.all(settings.text("market.tiingo.token")),
        candles(settings),
        MarketKeys.limits(settings),
        clock);
  }

  static CandleStore candles(Settings settings) {
    return new CandleStore(
        settings.stateDir().resolve("candles"), MarketKeys.limits(settings).history() * 2);
  }

  List<TopicPlan> plans() {
    return new Plans(settings).of(settings.topics());
  }
}
