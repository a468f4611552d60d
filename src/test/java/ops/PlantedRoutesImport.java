package ops;

import routes.PredictionRoute;

/** Breaks a law on purpose: routes lie above. */
public final class PlantedRoutesImport {
  PredictionRoute planted;
}
