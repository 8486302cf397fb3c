-- What "sheaf --prepare" runs, in an empty folder, so that the classes of an ordinary session are recorded.
COPY (SELECT * FROM (VALUES
    (1, 'one', 1.50, DATE '2024-01-31'),
    (2, 'two', 2.25, DATE '2024-02-29'),
    (3, 'three', CAST(NULL AS DECIMAL(10, 2)), DATE '2024-03-31')) AS t (id, name, price, day))
  TO 'items.parquet' (FORMAT PARQUET);
CREATE VIEW items AS SELECT * FROM 'items.parquet';
SHOW TABLES;
DESCRIBE items;
SELECT name, count(*) AS n, sum(price * 2) AS total, min(day) AS first, avg(price) AS mean
  FROM items WHERE day >= DATE '2024-01-01' AND name LIKE '%o%' GROUP BY name HAVING count(*) > 0
  ORDER BY total DESC NULLS LAST LIMIT 10;
SELECT a.name, b.price, CASE WHEN a.id = 1 THEN 'x' ELSE upper(a.name) END AS c
  FROM items a LEFT JOIN items b ON a.id = b.id + 1 WHERE a.id IN (SELECT id FROM items WHERE price > 1)
  ORDER BY a.name;
SELECT i.name FROM items i WHERE EXISTS (SELECT 1 FROM items j WHERE j.id = i.id AND j.price < 2)
  UNION ALL SELECT 'rest' FROM items WHERE id = (SELECT max(id) FROM items);
EXPLAIN SELECT DISTINCT extract(YEAR FROM day) FROM items;
