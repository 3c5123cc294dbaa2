-- Triggers, the search index and the counters: applied after every migration, in its transaction, because
-- a table that is rebuilt loses its triggers. Everything here may run any number of times.

-- The history and the frozen conditions are only ever added to.
DROP TRIGGER IF EXISTS history_no_update;
CREATE TRIGGER history_no_update BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END;
DROP TRIGGER IF EXISTS history_no_delete;
CREATE TRIGGER history_no_delete BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END;
DROP TRIGGER IF EXISTS history_notes_no_update;
CREATE TRIGGER history_notes_no_update BEFORE UPDATE ON history_notes
BEGIN SELECT RAISE(ABORT, 'a note may be erased, never changed'); END;
-- A verdict is never changed; its remark may be sealed anew, and all of it erased with the application.
DROP TRIGGER IF EXISTS verdicts_no_update;
CREATE TRIGGER verdicts_no_update
BEFORE UPDATE OF id, application_id, fact, verdict, stated, value, file_id, page, "by", at ON verdicts
BEGIN SELECT RAISE(ABORT, 'a verdict is never changed'); END;
DROP TRIGGER IF EXISTS call_versions_no_update;
CREATE TRIGGER call_versions_no_update BEFORE UPDATE ON call_versions
BEGIN SELECT RAISE(ABORT, 'a published version of the conditions is never changed'); END;
DROP TRIGGER IF EXISTS call_versions_no_delete;
CREATE TRIGGER call_versions_no_delete BEFORE DELETE ON call_versions
BEGIN SELECT RAISE(ABORT, 'a published version of the conditions is never changed'); END;

-- Figures that were frozen stay as they were.
DROP TRIGGER IF EXISTS frozen_figures_no_update;
CREATE TRIGGER frozen_figures_no_update BEFORE UPDATE ON frozen_figures
BEGIN SELECT RAISE(ABORT, 'frozen figures are never changed'); END;
DROP TRIGGER IF EXISTS frozen_figures_no_delete;
CREATE TRIGGER frozen_figures_no_delete BEFORE DELETE ON frozen_figures
BEGIN SELECT RAISE(ABORT, 'frozen figures are never changed'); END;

-- How many applications are in each state, without counting.
DROP TRIGGER IF EXISTS application_counts_insert;
CREATE TRIGGER application_counts_insert AFTER INSERT ON applications
BEGIN
  INSERT INTO application_counts (call_id, state, count) VALUES (NEW.call_id, NEW.state, 1)
  ON CONFLICT (call_id, state) DO UPDATE SET count = count + 1;
END;
DROP TRIGGER IF EXISTS application_counts_delete;
CREATE TRIGGER application_counts_delete AFTER DELETE ON applications
BEGIN
  UPDATE application_counts SET count = count - 1 WHERE call_id = OLD.call_id AND state = OLD.state;
END;
DROP TRIGGER IF EXISTS application_counts_update;
CREATE TRIGGER application_counts_update AFTER UPDATE OF state, call_id ON applications
WHEN OLD.state <> NEW.state OR OLD.call_id <> NEW.call_id
BEGIN
  UPDATE application_counts SET count = count - 1 WHERE call_id = OLD.call_id AND state = OLD.state;
  INSERT INTO application_counts (call_id, state, count) VALUES (NEW.call_id, NEW.state, 1)
  ON CONFLICT (call_id, state) DO UPDATE SET count = count + 1;
END;
DELETE FROM application_counts;
INSERT INTO application_counts (call_id, state, count)
  SELECT call_id, state, count(*) FROM applications GROUP BY call_id, state;

-- Search over folded text (name, reference, e-mail, institution); rowid is the application's id. The text stands in it:
-- without, the index cannot take a deleted row's words out of its pages, and 'secure-delete' would do nothing.
CREATE VIRTUAL TABLE IF NOT EXISTS application_search USING fts5(
  folded, prefix = '2 3 4', tokenize = 'unicode61'
);
INSERT INTO application_search (application_search, rank) VALUES ('secure-delete', 1);

-- The latest trace's overall stands beside the application, for lists; nothing else follows from it.
DROP TRIGGER IF EXISTS traces_overall;
CREATE TRIGGER traces_overall AFTER INSERT ON traces
BEGIN UPDATE applications SET overall = NEW.overall WHERE id = NEW.application_id; END;

-- Search over cases (against whom) and over the people register (every spelling); rowid is the id. Nobody
-- protected is in either: pseudonyms stand in neither table that these are made from.
CREATE VIRTUAL TABLE IF NOT EXISTS case_search USING fts5(folded, prefix = '2 3 4', tokenize = 'unicode61');
INSERT INTO case_search (case_search, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE IF NOT EXISTS party_search USING fts5(folded, prefix = '2 3 4', tokenize = 'unicode61');
INSERT INTO party_search (party_search, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE IF NOT EXISTS report_search USING fts5(facts, observations, prefix = '2 3 4', tokenize = 'unicode61');
INSERT INTO report_search (report_search, rank) VALUES ('secure-delete', 1);

-- What staff wrote for a letter stays as it was: a new text is a new version.
DROP TRIGGER IF EXISTS letter_templates_no_update;
CREATE TRIGGER letter_templates_no_update BEFORE UPDATE ON letter_templates
BEGIN SELECT RAISE(ABORT, 'a version of a letter''s text is never changed'); END;
DROP TRIGGER IF EXISTS letter_templates_no_delete;
CREATE TRIGGER letter_templates_no_delete BEFORE DELETE ON letter_templates
BEGIN SELECT RAISE(ABORT, 'a version of a letter''s text is never changed'); END;
