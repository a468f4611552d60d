package report;

import chain.node.NodePool;

/** Breaks a law on purpose: of the chain only its top and its model are seen. */
public final class PlantedInnerImport {
  public NodePool planted;
}
