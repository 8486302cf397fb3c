package io.sheaf.sql.optimize;

import org.apache.calcite.rel.RelNode;

/** One step of optimisation: a tree in, an equivalent tree out. */
interface Phase {
  RelNode apply(RelNode tree);
}
