-- The search index kept no text of its own, and so could not take a deleted row's words out of its pages: an erased
-- person's name could still be read in the file. With the text beside it, 'secure-delete' works. The words are taken
-- over as they stand in the old index; on a new database it is made here and is empty.
CREATE VIRTUAL TABLE IF NOT EXISTS application_search USING fts5(
  folded, content = '', contentless_delete = 1, prefix = '2 3 4', tokenize = 'unicode61'
);
--> statement-breakpoint
CREATE VIRTUAL TABLE application_search_new USING fts5(folded, prefix = '2 3 4', tokenize = 'unicode61');
--> statement-breakpoint
CREATE VIRTUAL TABLE application_search_words USING fts5vocab(application_search, instance);
--> statement-breakpoint
INSERT INTO application_search_new (rowid, folded)
  SELECT doc, group_concat(term, ' ')
  FROM (SELECT doc, term, "offset" FROM application_search_words ORDER BY doc, "offset")
  GROUP BY doc;
--> statement-breakpoint
DROP TABLE application_search_words;
--> statement-breakpoint
DROP TABLE application_search;
--> statement-breakpoint
ALTER TABLE application_search_new RENAME TO application_search;
