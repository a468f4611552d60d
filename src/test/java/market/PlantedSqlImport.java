package market;

import java.sql.Connection;

/** Breaks a law on purpose: SQL lives in the journal only. */
public final class PlantedSqlImport {
  Connection planted;
}
