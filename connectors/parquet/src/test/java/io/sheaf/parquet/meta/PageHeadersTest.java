package io.sheaf.parquet.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.IndexPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;

class PageHeadersTest {
  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final PageHeaders headers = new PageHeaders();

  @Test
  void readsWhatThriftWrites() throws IOException {
    for (int i = 0; i < 2000; i++) {
      PageHeader header = header();
      byte[] bytes = bytes(header);
      int start = random.nextInt(5);
      byte[] padded = new byte[start + bytes.length + random.nextInt(5)];
      random.nextBytes(padded);
      System.arraycopy(bytes, 0, padded, start, bytes.length);
      headers.read(padded, start, padded.length);
      assertEquals(bytes.length, headers.length(), "seed " + seed);
      assertEquals(described(header), described(headers), "seed " + seed);
    }
  }

  @Test
  void refusesWhatIsCutOff() throws IOException {
    byte[] bytes = bytes(header());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(MalformedData.class, () -> headers.read(cut, 0, cut.length), "seed " + seed);
    }
  }

  @Test
  void anyBytesEndSoon() {
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      try {
        headers.read(bytes, 0, bytes.length);
      } catch (MalformedData e) {
        continue;
      }
      assertEquals(true, headers.length() <= bytes.length, "seed " + seed);
    }
  }

  private PageHeader header() {
    PageHeader header = new PageHeader();
    header.setUncompressed_page_size(number());
    header.setCompressed_page_size(number());
    if (random.nextBoolean()) {
      header.setCrc(random.nextInt());
    }
    switch (random.nextInt(4)) {
      case 0 -> {
        header.setType(PageType.DATA_PAGE);
        DataPageHeader data =
            new DataPageHeader(number(), encoding(), encoding(), Encoding.BIT_PACKED);
        header.setData_page_header(random.nextBoolean() ? data : data.setStatistics(statistics()));
      }
      case 1 -> {
        header.setType(PageType.DATA_PAGE_V2);
        DataPageHeaderV2 data =
            new DataPageHeaderV2(number(), number(), number(), encoding(), number(), number());
        data.setStatistics(statistics());
        if (random.nextBoolean()) {
          data.setIs_compressed(random.nextBoolean());
        }
        header.setData_page_header_v2(data);
      }
      case 2 -> {
        header.setType(PageType.DICTIONARY_PAGE);
        DictionaryPageHeader dictionary = new DictionaryPageHeader(number(), encoding());
        header.setDictionary_page_header(dictionary.setIs_sorted(random.nextBoolean()));
      }
      default -> {
        header.setType(PageType.INDEX_PAGE);
        header.setIndex_page_header(new IndexPageHeader());
      }
    }
    return header;
  }

  private int number() {
    return random.nextInt() >> random.nextInt(32);
  }

  private Encoding encoding() {
    return Encoding.values()[random.nextInt(Encoding.values().length)];
  }

  private Statistics statistics() {
    byte[] bound = new byte[random.nextInt(300)];
    return new Statistics().setMin(bound).setMax_value(bound).setNull_count(random.nextLong());
  }

  private static byte[] bytes(PageHeader header) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writePageHeader(header, bytes);
    return bytes.toByteArray();
  }

  private static String described(PageHeader of) {
    String body =
        switch (of.getType()) {
          case DATA_PAGE -> {
            DataPageHeader data = of.getData_page_header();
            yield data.getNum_values()
                + " "
                + data.getEncoding()
                + " "
                + data.getDefinition_level_encoding();
          }
          case DATA_PAGE_V2 -> {
            DataPageHeaderV2 data = of.getData_page_header_v2();
            yield data.getNum_values()
                + " "
                + data.getEncoding()
                + " "
                + data.getDefinition_levels_byte_length()
                + " "
                + data.getRepetition_levels_byte_length()
                + " "
                + (!data.isSetIs_compressed() || data.isIs_compressed());
          }
          case DICTIONARY_PAGE ->
              of.getDictionary_page_header().getNum_values()
                  + " "
                  + of.getDictionary_page_header().getEncoding();
          case INDEX_PAGE -> "";
        };
    return of.getType()
        + " "
        + of.getUncompressed_page_size()
        + " "
        + of.getCompressed_page_size()
        + " "
        + (of.isSetCrc() ? of.getCrc() : null)
        + " "
        + body;
  }

  private static String described(PageHeaders of) {
    String body =
        switch (of.type()) {
          case DATA_PAGE -> of.values() + " " + of.encoding() + " " + of.levelEncoding();
          case DATA_PAGE_V2 ->
              of.values()
                  + " "
                  + of.encoding()
                  + " "
                  + of.definitionBytes()
                  + " "
                  + of.repetitionBytes()
                  + " "
                  + of.compressed();
          case DICTIONARY_PAGE -> of.values() + " " + of.encoding();
          case INDEX_PAGE -> "";
        };
    return of.type()
        + " "
        + of.uncompressedBytes()
        + " "
        + of.compressedBytes()
        + " "
        + (of.hasChecksum() ? of.checksum() : null)
        + " "
        + body;
  }
}
