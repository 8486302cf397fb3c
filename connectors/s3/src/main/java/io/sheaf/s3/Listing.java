package io.sheaf.s3;

import io.sheaf.connector.remote.Transfers;
import io.sheaf.s3.Bucket.Entry;
import io.sheaf.s3.Bucket.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lists all objects whose keys begin alike: page by page, or folders side by side. */
final class Listing {
  private static final int PAGE = 1000;

  /** With more folders than that, pages of all are fewer requests. */
  private static final int MOST_FOLDERS = 500;

  private final Bucket bucket;
  private final Transfers transfers;

  Listing(Bucket bucket, Transfers transfers) {
    this.bucket = bucket;
    this.transfers = transfers;
  }

  /** Whether any key begins so. */
  boolean any(String prefix) {
    return !bucket.list(prefix, true, 1, null).entries().isEmpty();
  }

  /**
   * @param prefix what keys begin with
   * @param wanted judges a folder by what its keys begin with: others need not be listed
   */
  List<Entry> all(String prefix, Predicate<String> wanted) {
    Page first = bucket.list(prefix, true, PAGE, null);
    if (first.next() == null) {
      return first.entries();
    }
    Page top = bucket.list(prefix, false, PAGE, null);
    boolean few = top.next() == null && top.folders().size() <= MOST_FOLDERS;
    if (!few || top.folders().size() < 2) {
      List<Entry> entries = new ArrayList<>(first.entries());
      addRest(entries, prefix, first.next());
      return entries;
    }
    List<Entry> entries = new ArrayList<>(top.entries());
    List<String> folders = top.folders().stream().filter(wanted).toList();
    if (!folders.isEmpty()) {
      transfers.all(folders, this::pages).forEach(entries::addAll);
    }
    return entries;
  }

  private List<Entry> pages(String prefix) {
    List<Entry> entries = new ArrayList<>();
    addRest(entries, prefix, null);
    return entries;
  }

  private void addRest(List<Entry> entries, String prefix, String after) {
    String next = after;
    do {
      Page page = bucket.list(prefix, true, PAGE, next);
      entries.addAll(page.entries());
      next = page.next();
    } while (next != null);
  }
}
