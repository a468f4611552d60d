package ops;

import routes.PredictionRoute;

/** Breaks a law on purpose: only app may import routes. */
public final class PlantedRoutesImport {
  PredictionRoute planted;
}
