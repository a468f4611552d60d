package ops;

import routes.PredictionRoute;

/** Breaks a law on purpose: only app may import routes. */
public final class PlantedUpward {
  PredictionRoute planted;
}
