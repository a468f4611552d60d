package devnet;

import wallet.Wallet;

/** Breaks a law on purpose: the judge shares no code with those it judges. */
public final class PlantedDevnetRoom {
  Wallet planted;
}
