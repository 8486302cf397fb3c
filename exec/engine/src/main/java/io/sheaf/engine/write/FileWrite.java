package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.WritableFile;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.Turn;
import io.sheaf.engine.spill.Closing;
import io.sheaf.plan.PhysicalPlan.WriteTarget;

/**
 * Writes one file, which replaces what was there at the commit. Drivers encode sections of it side
 * by side where the format has sections, else they take turns.
 */
final class FileWrite implements WriteTask {
  private final WritableFile file;
  private final MemoryLease lease;
  private final QueryContext query;
  private final FileFormat.FileWriter writer;
  private final boolean inSections;
  private final SectionQueue queue;

  /** Waiting sections have a lease of their own, as the writer's is for the writer alone. */
  private final MemoryLease queueLease;

  FileWrite(
      FileStore store, FileFormat format, Schema schema, WriteTarget target, QueryContext query) {
    this.query = query;
    this.inSections = format.sectionRows(target.options()) > 0;
    this.file = store.create(target.location());
    this.lease = query.memory().lease("Write", true);
    this.queueLease = query.memory().lease("Write", false);
    try {
      this.writer = format.writer(file, schema, target.options(), lease);
    } catch (RuntimeException | Error e) {
      Closing.all(queueLease::close, lease::close, file::close);
      throw e;
    }
    this.queue = new SectionQueue(writer, queueLease, query);
  }

  @Override
  public PipelineSink.Writer open(DriverContext driver) {
    return inSections ? new Sections(driver.turn()) : new Turns();
  }

  /** Encodes by one driver at a time. */
  private final class Turns implements PipelineSink.Writer {
    @Override
    public boolean write(Batch batch) {
      synchronized (FileWrite.this) {
        writer.write(batch);
      }
      return true;
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
  }

  /** One driver's sections; none has rows of two turns. */
  private final class Sections implements PipelineSink.Writer {
    private final Turn turn;
    private MemoryLease sectionLease;
    private FileFormat.SectionWriter sections;
    private long current;

    Sections(Turn turn) {
      this.turn = turn;
    }

    @Override
    public boolean write(Batch batch) {
      if (sections == null) {
        sectionLease = query.memory().lease("Write", true);
        sections = writer.sections(sectionLease, section -> queue.add(current, section));
        current = turn.number();
      } else if (turn.number() != current) {
        endTurn();
        current = turn.number();
      }
      sections.write(batch);
      return true;
    }

    private void endTurn() {
      sections.flush();
      queue.end(current);
    }

    @Override
    public void finish() {
      if (sections != null) {
        endTurn();
      }
    }

    @Override
    public void close() {
      try {
        if (sections != null) {
          sections.close();
        }
      } finally {
        if (sectionLease != null) {
          sectionLease.close();
        }
      }
    }
  }

  @Override
  public synchronized void commit() {
    queue.finish();
    writer.finish();
    file.commit();
  }

  @Override
  public synchronized void close() {
    Closing.all(queue::close, writer::close, queueLease::close, lease::close, file::close);
  }
}
