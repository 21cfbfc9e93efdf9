-- The whole workbook, designed once. Conventions:
--   * every key is a UUIDv7 text; STRICT tables; no ON DELETE CASCADE anywhere
--   * *_on    local calendar date, ISO text          2026-09-17
--   * *_at    what happened, UTC with milliseconds   2026-09-17T17:30:00.000Z
--   * *_local what is planned: local wall time       2026-09-17T17:30  (with the row's time_zone)
--   * *_seconds durations; *_minutes whole minutes that rules count in
--   * flags are 0 or 1; lists that nothing ever joins on are JSON arrays; only their brackets are
--     checked here, as SQLite before 3.41 lets no JSON function run in a schema it does not trust

-- The centre and those who work there ------------------------------------------------------------

CREATE TABLE centre (
  id              TEXT PRIMARY KEY,
  name            TEXT NOT NULL CHECK (length(trim(name)) > 0),
  city            TEXT NOT NULL DEFAULT '',
  country         TEXT NOT NULL DEFAULT '',
  address         TEXT NOT NULL DEFAULT '',
  contact         TEXT NOT NULL DEFAULT '',
  logo            BLOB,
  language        TEXT NOT NULL DEFAULT 'en',
  time_zone       TEXT NOT NULL DEFAULT 'UTC',
  paper           TEXT NOT NULL DEFAULT 'A4' CHECK (paper IN ('A4', 'Letter')),
  serial_prefix   TEXT NOT NULL DEFAULT 'C' CHECK (length(serial_prefix) BETWEEN 1 AND 8),
  only_one        INTEGER NOT NULL DEFAULT 1 UNIQUE CHECK (only_one = 1)
) STRICT;

-- Workbook-wide choices as JSON; the allowed keys are declared in facilitator/workbook_settings.py
CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (length(value) > 0)
) STRICT;

CREATE TABLE team_member (
  id        TEXT PRIMARY KEY,
  seed_key  TEXT UNIQUE,
  name      TEXT NOT NULL CHECK (length(trim(name)) > 0),
  role      TEXT NOT NULL DEFAULT 'facilitator' CHECK (role IN
            ('lead-facilitator', 'co-facilitator', 'facilitator', 'helper', 'coordinator', 'organiser')),
  title     TEXT NOT NULL DEFAULT '',
  contact   TEXT NOT NULL DEFAULT '',
  active    INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE signatory (
  id              TEXT PRIMARY KEY,
  seed_key        TEXT UNIQUE,
  name            TEXT NOT NULL CHECK (length(trim(name)) > 0),
  role            TEXT NOT NULL DEFAULT '',
  team_member_id  TEXT REFERENCES team_member (id),
  signature       BLOB,
  position        INTEGER NOT NULL DEFAULT 0,
  active          INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE venue (
  id                TEXT PRIMARY KEY,
  seed_key          TEXT UNIQUE,
  name              TEXT NOT NULL CHECK (length(trim(name)) > 0),
  address           TEXT NOT NULL DEFAULT '',
  capacity          INTEGER CHECK (capacity > 0),
  step_free         INTEGER CHECK (step_free IN (0, 1)),
  hearing_loop      INTEGER CHECK (hearing_loop IN (0, 1)),
  quiet_corner      INTEGER CHECK (quiet_corner IN (0, 1)),
  accessible_toilet INTEGER CHECK (accessible_toilet IN (0, 1)),
  internet          INTEGER CHECK (internet IN (0, 1)),
  notes             TEXT NOT NULL DEFAULT '',
  active            INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE room (
  id        TEXT PRIMARY KEY,
  venue_id  TEXT NOT NULL REFERENCES venue (id),
  name      TEXT NOT NULL CHECK (length(trim(name)) > 0),
  capacity  INTEGER CHECK (capacity > 0),
  notes     TEXT NOT NULL DEFAULT '',
  position  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE partner (
  id        TEXT PRIMARY KEY,
  seed_key  TEXT UNIQUE,
  name      TEXT NOT NULL CHECK (length(trim(name)) > 0),
  sector    TEXT NOT NULL DEFAULT 'civil-society' CHECK (sector IN
            ('public-sector', 'civil-society', 'education', 'cultural-institution', 'employer', 'other')),
  contact   TEXT NOT NULL DEFAULT '',
  notes     TEXT NOT NULL DEFAULT '',
  active    INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

-- The skill framework ----------------------------------------------------------------------------

CREATE TABLE framework (
  id          TEXT PRIMARY KEY,
  seed_key    TEXT UNIQUE,
  title       TEXT NOT NULL,
  version     TEXT NOT NULL DEFAULT '1',
  language    TEXT NOT NULL DEFAULT 'en',
  source      TEXT NOT NULL DEFAULT '',
  licence     TEXT NOT NULL DEFAULT '',
  active      INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE skill_level (
  id            TEXT PRIMARY KEY,
  framework_id  TEXT NOT NULL REFERENCES framework (id),
  value         INTEGER NOT NULL CHECK (value BETWEEN 1 AND 8),
  key           TEXT NOT NULL,
  label         TEXT NOT NULL,
  self_label    TEXT NOT NULL DEFAULT '',
  description   TEXT NOT NULL DEFAULT '',
  UNIQUE (framework_id, value)
) STRICT;

CREATE TABLE skill (
  id            TEXT PRIMARY KEY,
  framework_id  TEXT NOT NULL REFERENCES framework (id),
  key           TEXT NOT NULL,
  title         TEXT NOT NULL,
  short         TEXT NOT NULL DEFAULT '',
  summary       TEXT NOT NULL DEFAULT '',
  why           TEXT NOT NULL DEFAULT '',
  position      INTEGER NOT NULL DEFAULT 0,
  UNIQUE (framework_id, key)
) STRICT;

CREATE TABLE indicator (
  id              TEXT PRIMARY KEY,
  skill_id        TEXT NOT NULL REFERENCES skill (id),
  key             TEXT NOT NULL,
  title           TEXT NOT NULL,
  summary         TEXT NOT NULL DEFAULT '',
  self_statement  TEXT NOT NULL DEFAULT '',
  look_for        TEXT NOT NULL DEFAULT '[]' CHECK (look_for LIKE '[%]'),
  position        INTEGER NOT NULL DEFAULT 0,
  UNIQUE (skill_id, key)
) STRICT;

CREATE TABLE level_descriptor (
  id            TEXT PRIMARY KEY,
  indicator_id  TEXT NOT NULL REFERENCES indicator (id),
  value         INTEGER NOT NULL CHECK (value BETWEEN 1 AND 8),
  descriptor    TEXT NOT NULL,
  UNIQUE (indicator_id, value)
) STRICT;

-- Published frameworks (codes and titles only, each under its own licence) and what relates to them
CREATE TABLE reference_framework (
  id          TEXT PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,
  title       TEXT NOT NULL,
  publisher   TEXT NOT NULL DEFAULT '',
  year        INTEGER,
  identifier  TEXT NOT NULL DEFAULT '',
  licence     TEXT NOT NULL DEFAULT '',
  attribution TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE indicator_mapping (
  id                      TEXT PRIMARY KEY,
  indicator_id            TEXT NOT NULL REFERENCES indicator (id),
  reference_framework_id  TEXT NOT NULL REFERENCES reference_framework (id),
  code                    TEXT NOT NULL,
  title                   TEXT NOT NULL,
  fit                     TEXT NOT NULL CHECK (fit IN ('close', 'partial'))
) STRICT;

-- Planning ---------------------------------------------------------------------------------------

CREATE TABLE method (
  id                TEXT PRIMARY KEY,
  seed_key          TEXT UNIQUE,
  title             TEXT NOT NULL CHECK (length(trim(title)) > 0),
  aliases           TEXT NOT NULL DEFAULT '[]' CHECK (aliases LIKE '[%]'),
  kind              TEXT NOT NULL,
  summary           TEXT NOT NULL DEFAULT '',
  min_seconds       INTEGER NOT NULL CHECK (min_seconds > 0),
  usual_seconds     INTEGER NOT NULL CHECK (usual_seconds >= min_seconds),
  max_seconds       INTEGER NOT NULL CHECK (max_seconds >= usual_seconds),
  group_min         INTEGER NOT NULL DEFAULT 1 CHECK (group_min > 0),
  group_max         INTEGER NOT NULL DEFAULT 60 CHECK (group_max >= group_min),
  grouping          TEXT NOT NULL DEFAULT '',
  room_layout       TEXT NOT NULL DEFAULT 'any',
  energy            TEXT NOT NULL DEFAULT 'medium' CHECK (energy IN ('low', 'medium', 'high')),
  preparation       TEXT NOT NULL DEFAULT 'none' CHECK (preparation IN ('none', 'some', 'lots')),
  materials         TEXT NOT NULL DEFAULT '[]' CHECK (materials LIKE '[%]'),
  steps             TEXT NOT NULL DEFAULT '[]' CHECK (steps LIKE '[%]'),
  tip               TEXT NOT NULL DEFAULT '',
  say               TEXT NOT NULL DEFAULT '',
  watch             TEXT NOT NULL DEFAULT '',
  inclusion         TEXT NOT NULL DEFAULT '',
  origin_summary    TEXT NOT NULL DEFAULT '',
  origin_status     TEXT NOT NULL DEFAULT '',
  origin_credit     TEXT NOT NULL DEFAULT '',
  origin_caution    TEXT NOT NULL DEFAULT '',
  search_text       TEXT NOT NULL DEFAULT '',
  own               INTEGER NOT NULL DEFAULT 1 CHECK (own IN (0, 1)),
  archived          INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;

CREATE TABLE method_skill (
  id        TEXT PRIMARY KEY,
  method_id TEXT NOT NULL REFERENCES method (id),
  skill_id  TEXT NOT NULL REFERENCES skill (id),
  main      INTEGER NOT NULL DEFAULT 0 CHECK (main IN (0, 1)),
  UNIQUE (method_id, skill_id)
) STRICT;

CREATE TABLE material (
  id        TEXT PRIMARY KEY,
  seed_key  TEXT UNIQUE,
  label     TEXT NOT NULL CHECK (length(trim(label)) > 0),
  unit      TEXT NOT NULL DEFAULT '',
  reusable  INTEGER NOT NULL DEFAULT 0 CHECK (reusable IN (0, 1))
) STRICT;

CREATE TABLE programme (
  id                  TEXT PRIMARY KEY,
  seed_key            TEXT UNIQUE,
  title               TEXT NOT NULL CHECK (length(trim(title)) > 0),
  subtitle            TEXT NOT NULL DEFAULT '',
  summary             TEXT NOT NULL DEFAULT '',
  language            TEXT NOT NULL DEFAULT 'en',
  venue_id            TEXT REFERENCES venue (id),
  audience            TEXT NOT NULL DEFAULT '',
  capacity            INTEGER CHECK (capacity > 0),
  min_to_run          INTEGER CHECK (min_to_run > 0),
  themes              TEXT NOT NULL DEFAULT '[]' CHECK (themes LIKE '[%]'),
  -- how contact minutes are counted, printed on every report
  breaks_count        INTEGER NOT NULL DEFAULT 0 CHECK (breaks_count IN (0, 1)),
  rounding_minutes    INTEGER NOT NULL DEFAULT 0 CHECK (rounding_minutes IN (0, 5, 10, 15, 30)),
  -- from how many minutes on an arrival is called late, and leaving early; NULL: never by itself
  late_after_minutes  INTEGER DEFAULT 10 CHECK (late_after_minutes BETWEEN 0 AND 240),
  -- how many workshops missed in a row call for asking after somebody; 0: nobody is asked after
  follow_up_after     INTEGER NOT NULL DEFAULT 2 CHECK (follow_up_after BETWEEN 0 AND 50),
  late_rule           TEXT NOT NULL DEFAULT '',
  doors_open_minutes  INTEGER NOT NULL DEFAULT 15 CHECK (doors_open_minutes BETWEEN 0 AND 240),
  funder_partner_id   TEXT REFERENCES partner (id),
  grant_reference     TEXT NOT NULL DEFAULT '',
  smallest_group_shown INTEGER NOT NULL DEFAULT 5 CHECK (smallest_group_shown BETWEEN 1 AND 50),
  default_template    TEXT NOT NULL DEFAULT 'guilloche-landscape',
  highest_award_only  INTEGER NOT NULL DEFAULT 1 CHECK (highest_award_only IN (0, 1)),
  is_template         INTEGER NOT NULL DEFAULT 0 CHECK (is_template IN (0, 1)),
  is_sample           INTEGER NOT NULL DEFAULT 0 CHECK (is_sample IN (0, 1)),
  archived_at         TEXT
) STRICT;

CREATE TABLE programme_partner (
  id            TEXT PRIMARY KEY,
  programme_id  TEXT NOT NULL REFERENCES programme (id),
  partner_id    TEXT NOT NULL REFERENCES partner (id),
  role          TEXT NOT NULL DEFAULT '',
  UNIQUE (programme_id, partner_id)
) STRICT;

CREATE TABLE programme_skill (
  id            TEXT PRIMARY KEY,
  programme_id  TEXT NOT NULL REFERENCES programme (id),
  skill_id      TEXT NOT NULL REFERENCES skill (id),
  UNIQUE (programme_id, skill_id)
) STRICT;

CREATE TABLE programme_team (
  id              TEXT PRIMARY KEY,
  programme_id    TEXT NOT NULL REFERENCES programme (id),
  team_member_id  TEXT NOT NULL REFERENCES team_member (id),
  UNIQUE (programme_id, team_member_id)
) STRICT;

CREATE TABLE learning_outcome (
  id            TEXT PRIMARY KEY,
  programme_id  TEXT NOT NULL REFERENCES programme (id),
  key           TEXT NOT NULL DEFAULT '',
  text          TEXT NOT NULL CHECK (length(trim(text)) > 0),
  position      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE outcome_skill (
  id          TEXT PRIMARY KEY,
  outcome_id  TEXT NOT NULL REFERENCES learning_outcome (id),
  skill_id    TEXT NOT NULL REFERENCES skill (id),
  UNIQUE (outcome_id, skill_id)
) STRICT;

-- What has to be done before, during and after; for a programme or for one of its workshops
CREATE TABLE task (
  id            TEXT PRIMARY KEY,
  programme_id  TEXT REFERENCES programme (id),
  workshop_id   TEXT REFERENCES workshop (id),
  phase         TEXT NOT NULL CHECK (phase IN ('before', 'during', 'after')),
  due           TEXT NOT NULL DEFAULT '',
  text          TEXT NOT NULL CHECK (length(trim(text)) > 0),
  role          TEXT NOT NULL DEFAULT '',
  position      INTEGER NOT NULL DEFAULT 0,
  done_at       TEXT,
  CHECK (programme_id IS NOT NULL OR workshop_id IS NOT NULL)
) STRICT;

CREATE TABLE workshop (
  id                TEXT PRIMARY KEY,
  seed_key          TEXT UNIQUE,
  programme_id      TEXT REFERENCES programme (id),
  position          INTEGER NOT NULL DEFAULT 0,
  title             TEXT NOT NULL CHECK (length(trim(title)) > 0),
  aim               TEXT NOT NULL DEFAULT '',
  starts_local      TEXT NOT NULL CHECK (starts_local LIKE '____-__-__T__:__'),
  time_zone         TEXT NOT NULL,
  -- the planned end that the agenda is held against; from it the overfill or slack follows
  target_seconds    INTEGER CHECK (target_seconds BETWEEN 60 AND 86400),
  venue_id          TEXT REFERENCES venue (id),
  room_id           TEXT REFERENCES room (id),
  room_layout       TEXT NOT NULL DEFAULT 'any',
  room_note         TEXT NOT NULL DEFAULT '',
  expected_heads    INTEGER CHECK (expected_heads >= 0),
  status            TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'held', 'cancelled')),
  is_template       INTEGER NOT NULL DEFAULT 0 CHECK (is_template IN (0, 1)),
  -- phases and sounds of activities that say nothing themselves (see activity); NULL: the centre's usual
  warn_seconds      INTEGER CHECK (warn_seconds >= 0),
  warn_percent      INTEGER CHECK (warn_percent BETWEEN 0 AND 100),
  last_seconds      INTEGER CHECK (last_seconds >= 0),
  last_percent      INTEGER CHECK (last_percent BETWEEN 0 AND 100),
  cues              TEXT CHECK (cues LIKE '[%]')
) STRICT;
CREATE INDEX workshop_by_programme ON workshop (programme_id, position);
CREATE INDEX workshop_by_start ON workshop (starts_local);

CREATE TABLE workshop_team (
  id              TEXT PRIMARY KEY,
  workshop_id     TEXT NOT NULL REFERENCES workshop (id),
  team_member_id  TEXT NOT NULL REFERENCES team_member (id),
  role            TEXT NOT NULL DEFAULT '',
  UNIQUE (workshop_id, team_member_id)
) STRICT;

CREATE TABLE workshop_skill (
  id          TEXT PRIMARY KEY,
  workshop_id TEXT NOT NULL REFERENCES workshop (id),
  skill_id    TEXT NOT NULL REFERENCES skill (id),
  UNIQUE (workshop_id, skill_id)
) STRICT;

CREATE TABLE workshop_outcome (
  id          TEXT PRIMARY KEY,
  workshop_id TEXT NOT NULL REFERENCES workshop (id),
  outcome_id  TEXT NOT NULL REFERENCES learning_outcome (id),
  UNIQUE (workshop_id, outcome_id)
) STRICT;

-- What the team writes when the workshop is over
CREATE TABLE wrap_up (
  workshop_id   TEXT PRIMARY KEY REFERENCES workshop (id),
  worked        TEXT NOT NULL DEFAULT '',
  change_next   TEXT NOT NULL DEFAULT '',
  incidents     TEXT NOT NULL DEFAULT '',
  headcount     INTEGER CHECK (headcount >= 0),
  finished_at   TEXT
) STRICT;

-- A parallel group's track: steps of it are activities that name the track
CREATE TABLE track (
  id              TEXT PRIMARY KEY,
  activity_id     TEXT NOT NULL REFERENCES activity (id),
  name            TEXT NOT NULL CHECK (length(trim(name)) > 0),
  team_member_id  TEXT REFERENCES team_member (id),
  room_id         TEXT REFERENCES room (id),
  task            TEXT NOT NULL DEFAULT '',
  position        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX track_by_activity ON track (activity_id, position);

CREATE TABLE activity (
  id                TEXT PRIMARY KEY,
  seed_key          TEXT UNIQUE,
  workshop_id       TEXT NOT NULL REFERENCES workshop (id),
  track_id          TEXT REFERENCES track (id),
  position          INTEGER NOT NULL DEFAULT 0,
  title             TEXT NOT NULL CHECK (length(trim(title)) > 0),
  kind              TEXT NOT NULL CHECK (kind IN ('welcome', 'icebreaker', 'energiser', 'input',
                    'discussion', 'group-work', 'creative', 'practice', 'decision', 'reflection',
                    'assessment', 'break', 'closing')),
  planned_seconds   INTEGER NOT NULL CHECK (planned_seconds BETWEEN 0 AND 86400),
  minimum_seconds   INTEGER CHECK (minimum_seconds BETWEEN 0 AND planned_seconds),
  optional          INTEGER NOT NULL DEFAULT 0 CHECK (optional IN (0, 1)),
  -- a locked start: seconds after the local midnight of the workshop's first day (past 86400: next day)
  locked_start_seconds INTEGER CHECK (locked_start_seconds BETWEEN 0 AND 172800),
  counts_as_contact INTEGER NOT NULL DEFAULT 1 CHECK (counts_as_contact IN (0, 1)),
  method_id         TEXT REFERENCES method (id),
  grouping          TEXT NOT NULL DEFAULT 'whole-group',
  room_layout       TEXT NOT NULL DEFAULT 'any',
  room_id           TEXT REFERENCES room (id),
  lead_id           TEXT REFERENCES team_member (id),
  aim               TEXT NOT NULL DEFAULT '',
  task              TEXT NOT NULL DEFAULT '',
  say               TEXT NOT NULL DEFAULT '',
  do                TEXT NOT NULL DEFAULT '',
  watch             TEXT NOT NULL DEFAULT '',
  if_short          TEXT NOT NULL DEFAULT '',
  can_lose_seconds  INTEGER NOT NULL DEFAULT 0 CHECK (can_lose_seconds BETWEEN 0 AND planned_seconds),
  auto_advance      INTEGER NOT NULL DEFAULT 0 CHECK (auto_advance IN (0, 1)),
  -- when the warning and the last-minute phase begin: seconds before the end, or percent of its time
  -- left (which goes before); both NULL: as the workshop says
  warn_seconds      INTEGER CHECK (warn_seconds >= 0),
  warn_percent      INTEGER CHECK (warn_percent BETWEEN 0 AND 100),
  last_seconds      INTEGER CHECK (last_seconds >= 0),
  last_percent      INTEGER CHECK (last_percent BETWEEN 0 AND 100),
  -- moments for a sound, seconds before the end: a JSON array; NULL: as the workshop says
  cues              TEXT CHECK (cues LIKE '[%]')
) STRICT;
CREATE INDEX activity_by_workshop ON activity (workshop_id, track_id, position);

CREATE TABLE activity_skill (
  id            TEXT PRIMARY KEY,
  activity_id   TEXT NOT NULL REFERENCES activity (id),
  skill_id      TEXT NOT NULL REFERENCES skill (id),
  indicator_id  TEXT REFERENCES indicator (id)
) STRICT;
CREATE INDEX activity_skill_by_activity ON activity_skill (activity_id);

CREATE TABLE activity_material (
  id          TEXT PRIMARY KEY,
  activity_id TEXT NOT NULL REFERENCES activity (id),
  material_id TEXT NOT NULL REFERENCES material (id),
  quantity    INTEGER NOT NULL CHECK (quantity > 0),
  per         TEXT NOT NULL CHECK (per IN ('session', 'person', 'pair', 'group-of-3', 'group-of-4',
              'group-of-5', 'group-of-6', 'group')),
  UNIQUE (activity_id, material_id, per)
) STRICT;

-- A tick on the packing list of a workshop, or of a programme as a whole
CREATE TABLE packed_material (
  id           TEXT PRIMARY KEY,
  workshop_id  TEXT REFERENCES workshop (id),
  programme_id TEXT REFERENCES programme (id),
  material_id  TEXT NOT NULL REFERENCES material (id),
  packed_at    TEXT NOT NULL,
  CHECK ((workshop_id IS NULL) <> (programme_id IS NULL)),
  UNIQUE (workshop_id, material_id),
  UNIQUE (programme_id, material_id)
) STRICT;

-- What is to be packed besides what activities need: the urn, the first-aid kit
CREATE TABLE extra_material (
  id           TEXT PRIMARY KEY,
  workshop_id  TEXT REFERENCES workshop (id),
  programme_id TEXT REFERENCES programme (id),
  material_id  TEXT NOT NULL REFERENCES material (id),
  quantity     INTEGER NOT NULL CHECK (quantity > 0),
  CHECK ((workshop_id IS NULL) <> (programme_id IS NULL)),
  UNIQUE (workshop_id, material_id),
  UNIQUE (programme_id, material_id)
) STRICT;

-- A hint that a person does not want to see again at this place; about: which of several of a kind
CREATE TABLE dismissed_hint (
  id        TEXT PRIMARY KEY,
  place_id  TEXT NOT NULL,
  code      TEXT NOT NULL,
  about     TEXT NOT NULL DEFAULT '',
  UNIQUE (place_id, code, about)
) STRICT;

-- People -----------------------------------------------------------------------------------------

CREATE TABLE participant (
  -- the search index points at this number; an implicit rowid could change when the file is packed
  search_row        INTEGER PRIMARY KEY,
  id                TEXT NOT NULL UNIQUE,
  seed_key          TEXT UNIQUE,
  -- exactly as the person writes it, and what certificates print
  name              TEXT NOT NULL CHECK (length(trim(name)) > 0),
  call_name         TEXT NOT NULL DEFAULT '',
  sort_key          TEXT NOT NULL,
  given             TEXT NOT NULL DEFAULT '',
  family            TEXT NOT NULL DEFAULT '',
  name_order        TEXT NOT NULL DEFAULT '',
  name_note         TEXT NOT NULL DEFAULT '',
  native_name       TEXT NOT NULL DEFAULT '',
  native_language   TEXT NOT NULL DEFAULT '',
  -- the words of all names, folded for search; kept by facilitator.people
  search_text       TEXT NOT NULL,
  birth_date        TEXT CHECK (birth_date LIKE '____-__-__'),
  age_band          TEXT NOT NULL DEFAULT '',
  gender            TEXT NOT NULL DEFAULT '',
  first_language    TEXT NOT NULL DEFAULT '',
  district          TEXT NOT NULL DEFAULT '',
  work_status       TEXT NOT NULL DEFAULT '',
  disability        TEXT NOT NULL DEFAULT '',
  internet_at_home  TEXT NOT NULL DEFAULT '',
  access_needs      TEXT NOT NULL DEFAULT '',
  allergies         TEXT NOT NULL DEFAULT '',
  custom            TEXT NOT NULL DEFAULT '{}' CHECK (custom LIKE '{%}'),
  notes             TEXT NOT NULL DEFAULT '',
  card_code         TEXT UNIQUE,
  -- a walk-in of whom only the name is known yet
  complete_later    INTEGER NOT NULL DEFAULT 0 CHECK (complete_later IN (0, 1)),
  import_id         TEXT,
  -- said when the person is collected; '' while nobody asked for one
  pickup_code       TEXT NOT NULL DEFAULT '',
  -- was found to be this other person: old cards and printed sheets lead there
  merged_into       TEXT REFERENCES participant (id),
  added_at          TEXT NOT NULL,
  archived_at       TEXT
) STRICT;
CREATE INDEX participant_by_sort ON participant (sort_key);

-- Kept in step by facilitator/storage/search_index.py: a schema that is not trusted may not write to
-- a virtual table, so this file holds no trigger at all, and any trigger in a file is a stranger's.
CREATE VIRTUAL TABLE participant_words USING fts5 (
  search_text, content='participant', content_rowid='search_row', prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 0"
);

CREATE TABLE participant_contact (
  id              TEXT PRIMARY KEY,
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  kind            TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'address', 'emergency', 'other')),
  value           TEXT NOT NULL,
  label           TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX participant_contact_by_participant ON participant_contact (participant_id);

CREATE TABLE guardian (
  id              TEXT PRIMARY KEY,
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  name            TEXT NOT NULL CHECK (length(trim(name)) > 0),
  relation        TEXT NOT NULL DEFAULT '',
  contact         TEXT NOT NULL DEFAULT '',
  may_collect     INTEGER NOT NULL DEFAULT 1 CHECK (may_collect IN (0, 1)),
  note            TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX guardian_by_participant ON guardian (participant_id);

CREATE TABLE consent (
  id              TEXT PRIMARY KEY,
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  purpose         TEXT NOT NULL,
  answer          TEXT NOT NULL,
  given_on        TEXT,
  given_by        TEXT NOT NULL DEFAULT '',
  guardian_id     TEXT REFERENCES guardian (id),
  recorded_at     TEXT NOT NULL,
  withdrawn_at    TEXT
) STRICT;
CREATE INDEX consent_by_participant ON consent (participant_id, purpose);

-- Two people who look alike and are two; the lower id first
CREATE TABLE not_same_person (
  id          TEXT PRIMARY KEY,
  one_id      TEXT NOT NULL REFERENCES participant (id),
  other_id    TEXT NOT NULL REFERENCES participant (id),
  decided_at  TEXT NOT NULL,
  CHECK (one_id < other_id),
  UNIQUE (one_id, other_id)
) STRICT;

-- What the centre asks people besides their name: a shipped optional field that was turned on, or one
-- of its own, each with the reason for asking. Answers to own fields are in participant.custom, by key
CREATE TABLE person_field (
  id        TEXT PRIMARY KEY,
  key       TEXT NOT NULL UNIQUE,
  own       INTEGER NOT NULL DEFAULT 1 CHECK (own IN (0, 1)),
  label     TEXT NOT NULL DEFAULT '',
  reason    TEXT NOT NULL DEFAULT '',
  kind      TEXT NOT NULL DEFAULT 'text' CHECK (kind IN ('text', 'number', 'date', 'yes-no', 'choice')),
  choices   TEXT NOT NULL DEFAULT '[]' CHECK (choices LIKE '[%]'),
  shown     INTEGER NOT NULL DEFAULT 1 CHECK (shown IN (0, 1)),
  position  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE cohort (
  id            TEXT PRIMARY KEY,
  programme_id  TEXT REFERENCES programme (id),
  name          TEXT NOT NULL CHECK (length(trim(name)) > 0)
) STRICT;

CREATE TABLE cohort_member (
  id              TEXT PRIMARY KEY,
  cohort_id       TEXT NOT NULL REFERENCES cohort (id),
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  -- both days included; NULL: from the beginning, to the end
  joined_on       TEXT,
  left_on         TEXT,
  UNIQUE (cohort_id, participant_id)
) STRICT;
CREATE INDEX cohort_member_by_participant ON cohort_member (participant_id);

-- Whom a workshop is meant for; without a row: for everybody enrolled
CREATE TABLE workshop_cohort (
  id          TEXT PRIMARY KEY,
  workshop_id TEXT NOT NULL REFERENCES workshop (id),
  cohort_id   TEXT NOT NULL REFERENCES cohort (id),
  UNIQUE (workshop_id, cohort_id)
) STRICT;

CREATE TABLE enrolment (
  id              TEXT PRIMARY KEY,
  programme_id    TEXT NOT NULL REFERENCES programme (id),
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  enrolled_on     TEXT NOT NULL,
  left_on         TEXT,
  status          TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'withdrawn', 'did-not-start')),
  note            TEXT NOT NULL DEFAULT '',
  UNIQUE (programme_id, participant_id)
) STRICT;
CREATE INDEX enrolment_by_participant ON enrolment (participant_id);

-- One import of a list, so that it can be named and taken back
CREATE TABLE list_import (
  id          TEXT PRIMARY KEY,
  file_name   TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  rows_read   INTEGER NOT NULL,
  people_made INTEGER NOT NULL
) STRICT;

-- The run ----------------------------------------------------------------------------------------

CREATE TABLE run (
  id          TEXT PRIMARY KEY,
  workshop_id TEXT NOT NULL REFERENCES workshop (id),
  opened_at   TEXT NOT NULL,
  -- the agenda as it stood when the run began: the log keeps its meaning when the plan changes
  plan        TEXT NOT NULL CHECK (plan LIKE '[%]' OR plan LIKE '{%}'),
  finished_at TEXT
) STRICT;
CREATE INDEX run_by_workshop ON run (workshop_id);
CREATE UNIQUE INDEX run_one_unfinished ON run (workshop_id) WHERE finished_at IS NULL;

CREATE TABLE run_event (
  id            TEXT PRIMARY KEY,
  run_id        TEXT NOT NULL REFERENCES run (id),
  sequence      INTEGER NOT NULL CHECK (sequence > 0),
  kind          TEXT NOT NULL,
  activity_id   TEXT,
  seconds       INTEGER,
  at            TEXT NOT NULL,
  boot_seconds  REAL NOT NULL,
  boot_id       TEXT NOT NULL,
  detail        TEXT NOT NULL DEFAULT '{}' CHECK (detail LIKE '{%}'),
  UNIQUE (run_id, sequence)
) STRICT;

CREATE TABLE run_note (
  id          TEXT PRIMARY KEY,
  workshop_id TEXT NOT NULL REFERENCES workshop (id),
  run_id      TEXT REFERENCES run (id),
  activity_id TEXT,
  noted_at    TEXT NOT NULL,
  text        TEXT NOT NULL CHECK (length(trim(text)) > 0),
  -- it says what to change next time
  next_time   INTEGER NOT NULL DEFAULT 0 CHECK (next_time IN (0, 1))
) STRICT;
CREATE INDEX run_note_by_workshop ON run_note (workshop_id, noted_at);

-- Attendance -------------------------------------------------------------------------------------

CREATE TABLE attendance_status (
  id        TEXT PRIMARY KEY,
  key       TEXT NOT NULL UNIQUE,
  label     TEXT NOT NULL DEFAULT '',
  letter    TEXT NOT NULL CHECK (length(letter) BETWEEN 1 AND 3),
  icon      TEXT NOT NULL DEFAULT '',
  -- whether a person with this status was in the room, so that minutes are counted
  in_room   INTEGER NOT NULL CHECK (in_room IN (0, 1)),
  -- which minutes count: those between arriving and leaving, the whole workshop, or none; it never
  -- changes while a mark has the status, so that old records keep their meaning
  minutes_rule TEXT NOT NULL DEFAULT 'times' CHECK (minutes_rule IN ('times', 'whole', 'none')),
  tone      TEXT NOT NULL DEFAULT '',
  own       INTEGER NOT NULL DEFAULT 1 CHECK (own IN (0, 1)),
  hidden    INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
  position  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Kept in the order of its key: a mark is one page here, one for its id and one for its person
CREATE TABLE attendance (
  id              TEXT NOT NULL UNIQUE,
  workshop_id     TEXT NOT NULL REFERENCES workshop (id),
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  status_id       TEXT NOT NULL REFERENCES attendance_status (id),
  arrived_at      TEXT,
  left_at         TEXT,
  -- minutes decided by a person instead of by the rule; NULL: the rule counts
  minutes_override INTEGER CHECK (minutes_override BETWEEN 0 AND 1440),
  reason          TEXT NOT NULL DEFAULT '',
  evidence        TEXT NOT NULL DEFAULT '',
  note            TEXT NOT NULL DEFAULT '',
  collected_by    TEXT NOT NULL DEFAULT '',
  recorded_by     TEXT REFERENCES team_member (id),
  recorded_at     TEXT NOT NULL,
  -- rises with each mark in this workbook: the order never depends on a clock; follows from the
  -- sequence of the action that made the mark, so that it need not be looked for
  sequence        INTEGER NOT NULL,
  PRIMARY KEY (workshop_id, participant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_by_participant ON attendance (participant_id);

-- Who collected whom
CREATE TABLE handover (
  id              TEXT PRIMARY KEY,
  workshop_id     TEXT NOT NULL REFERENCES workshop (id),
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  guardian_id     TEXT REFERENCES guardian (id),
  to_name         TEXT NOT NULL CHECK (length(trim(to_name)) > 0),
  way             TEXT NOT NULL CHECK (way IN ('guardian', 'code', 'alone', 'decided')),
  handed_at       TEXT NOT NULL,
  by_member_id    TEXT REFERENCES team_member (id),
  note            TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX handover_by_workshop ON handover (workshop_id);
CREATE INDEX handover_by_participant ON handover (participant_id);

CREATE TABLE head_count (
  id          TEXT PRIMARY KEY,
  workshop_id TEXT NOT NULL REFERENCES workshop (id),
  band        TEXT NOT NULL DEFAULT '',
  heads       INTEGER NOT NULL CHECK (heads >= 0),
  UNIQUE (workshop_id, band)
) STRICT;

-- A sign-in sheet as it was printed: the paper keeps its meaning whatever the roster becomes. Outside
-- undo, as nobody can undo a paper; for that reason nothing here is a foreign key, and no name is
-- held. layout: the measures that facilitator/documents/sign_in_layout.py reads; people: who stands on
-- its lines, the participants' ids from the top
CREATE TABLE sheet (
  id          TEXT PRIMARY KEY,
  code        TEXT NOT NULL UNIQUE,
  workshop_id TEXT NOT NULL,
  layout      TEXT NOT NULL CHECK (layout LIKE '{%}'),
  people      TEXT NOT NULL CHECK (people LIKE '[%]'),
  printed_at  TEXT NOT NULL
) STRICT;
CREATE INDEX sheet_by_workshop ON sheet (workshop_id);

CREATE TABLE absence_contact (
  id              TEXT PRIMARY KEY,
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  programme_id    TEXT REFERENCES programme (id),
  contacted_at    TEXT NOT NULL,
  way             TEXT NOT NULL DEFAULT '',
  outcome         TEXT NOT NULL DEFAULT '',
  reason          TEXT NOT NULL DEFAULT '',
  next_step       TEXT NOT NULL DEFAULT '',
  next_on         TEXT,
  by_member_id    TEXT REFERENCES team_member (id)
) STRICT;
CREATE INDEX absence_contact_by_participant ON absence_contact (participant_id);

-- Skills seen ------------------------------------------------------------------------------------

CREATE TABLE observation (
  id              TEXT PRIMARY KEY,
  seed_key        TEXT UNIQUE,
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  programme_id    TEXT REFERENCES programme (id),
  workshop_id     TEXT REFERENCES workshop (id),
  activity_id     TEXT REFERENCES activity (id),
  skill_id        TEXT NOT NULL REFERENCES skill (id),
  indicator_id    TEXT REFERENCES indicator (id),
  -- a blank rating is no row, never zero; NULL: a note without a level
  level           INTEGER CHECK (level BETWEEN 1 AND 8),
  source          TEXT NOT NULL CHECK (source IN ('facilitator', 'self')),
  -- for self-checks: the start sheet, "then" and "now" of the last sheet
  moment          TEXT CHECK (moment IN ('start', 'then', 'now')),
  note            TEXT NOT NULL DEFAULT '',
  observer_id     TEXT REFERENCES team_member (id),
  observed_at     TEXT NOT NULL,
  CHECK ((source = 'self') = (moment IS NOT NULL)),
  CHECK (level IS NOT NULL OR length(trim(note)) > 0)
) STRICT;
CREATE INDEX observation_by_participant ON observation (participant_id, programme_id);
CREATE INDEX observation_by_workshop ON observation (workshop_id);
CREATE INDEX observation_by_activity ON observation (activity_id);
CREATE UNIQUE INDEX observation_one_self_rating ON observation
  (participant_id, programme_id, skill_id, moment) WHERE source = 'self' AND indicator_id IS NULL;

-- A self-check sheet that was handed in
CREATE TABLE self_check (
  id              TEXT PRIMARY KEY,
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  programme_id    TEXT NOT NULL REFERENCES programme (id),
  occasion        TEXT NOT NULL CHECK (occasion IN ('start', 'end')),
  handed_in_on    TEXT NOT NULL,
  own_words       TEXT NOT NULL DEFAULT '',
  UNIQUE (participant_id, programme_id, occasion)
) STRICT;

-- Certificates -----------------------------------------------------------------------------------

CREATE TABLE certificate_rule (
  id                      TEXT PRIMARY KEY,
  seed_key                TEXT UNIQUE,
  programme_id            TEXT NOT NULL REFERENCES programme (id),
  position                INTEGER NOT NULL,
  key                     TEXT NOT NULL,
  title                   TEXT NOT NULL CHECK (length(trim(title)) > 0),
  kind                    TEXT NOT NULL CHECK (kind IN ('attendance', 'participation', 'achievement', 'microcredential')),
  min_workshops           INTEGER CHECK (min_workshops >= 0),
  min_contact_percent     REAL CHECK (min_contact_percent BETWEEN 0 AND 100),
  min_contact_minutes     INTEGER CHECK (min_contact_minutes >= 0),
  needs_end_self_check    INTEGER NOT NULL DEFAULT 0 CHECK (needs_end_self_check IN (0, 1)),
  min_observations        INTEGER CHECK (min_observations >= 0),
  min_observed_skills     INTEGER CHECK (min_observed_skills >= 0),
  min_observed_level      INTEGER CHECK (min_observed_level BETWEEN 1 AND 8),
  statement               TEXT NOT NULL,
  small_print             TEXT NOT NULL DEFAULT '',
  shows                   TEXT NOT NULL DEFAULT '[]' CHECK (shows LIKE '[%]'),
  template                TEXT NOT NULL DEFAULT '',
  -- what a microcredential has to say besides (level, assessment, quality assurance), by element
  elements                TEXT NOT NULL DEFAULT '{}' CHECK (elements LIKE '{%}'),
  UNIQUE (programme_id, key)
) STRICT;

CREATE TABLE rule_signatory (
  id            TEXT PRIMARY KEY,
  rule_id       TEXT NOT NULL REFERENCES certificate_rule (id),
  signatory_id  TEXT NOT NULL REFERENCES signatory (id),
  position      INTEGER NOT NULL DEFAULT 0,
  UNIQUE (rule_id, signatory_id)
) STRICT;

-- An award given or withheld against the rule, always with a reason
CREATE TABLE award_override (
  id              TEXT PRIMARY KEY,
  programme_id    TEXT NOT NULL REFERENCES programme (id),
  participant_id  TEXT NOT NULL REFERENCES participant (id),
  rule_id         TEXT REFERENCES certificate_rule (id),
  reason          TEXT NOT NULL CHECK (length(trim(reason)) > 0),
  decided_at      TEXT NOT NULL,
  UNIQUE (programme_id, participant_id)
) STRICT;

-- How the certificates of one person in a programme differ from the programme's; '' or []: they do not
CREATE TABLE certificate_choice (
  id                TEXT PRIMARY KEY,
  programme_id      TEXT NOT NULL REFERENCES programme (id),
  participant_id    TEXT REFERENCES participant (id),
  language          TEXT NOT NULL DEFAULT '',
  second_language   TEXT NOT NULL DEFAULT '',
  template          TEXT NOT NULL DEFAULT '',
  -- the supplement: which skills it shows, by key, and whether it holds the person's own words
  supplement_skills TEXT NOT NULL DEFAULT '[]' CHECK (supplement_skills LIKE '[%]'),
  supplement_words  TEXT NOT NULL DEFAULT '',
  UNIQUE (programme_id, participant_id)
) STRICT;

-- A finding of the list before printing that somebody saw and let stand
CREATE TABLE accepted_finding (
  id              TEXT PRIMARY KEY,
  programme_id    TEXT NOT NULL REFERENCES programme (id),
  participant_id  TEXT REFERENCES participant (id),
  code            TEXT NOT NULL,
  -- what it was about (the letters, the other person): another such thing is a new finding
  about           TEXT NOT NULL DEFAULT '',
  accepted_at     TEXT NOT NULL
) STRICT;
CREATE INDEX accepted_finding_by_programme ON accepted_finding (programme_id);

-- The register: lasting, with everything that was printed; it outlives the programme and, without
-- the name, the person. A row is never deleted and its serial never given twice.
CREATE TABLE certificate (
  id                  TEXT PRIMARY KEY,
  serial              TEXT NOT NULL UNIQUE,
  participant_id      TEXT REFERENCES participant (id),
  programme_id        TEXT REFERENCES programme (id),
  rule_id             TEXT REFERENCES certificate_rule (id),
  award               TEXT NOT NULL,
  kind                TEXT NOT NULL,
  title               TEXT NOT NULL,
  holder              TEXT NOT NULL,
  holder_native       TEXT NOT NULL DEFAULT '',
  programme_title     TEXT NOT NULL,
  statement           TEXT NOT NULL,
  small_print         TEXT NOT NULL DEFAULT '',
  issuer              TEXT NOT NULL,
  place               TEXT NOT NULL DEFAULT '',
  signatories         TEXT NOT NULL DEFAULT '[]' CHECK (signatories LIKE '[%]'),
  -- the skills as they were printed: what is observed later does not change a certificate
  skills              TEXT NOT NULL DEFAULT '[]' CHECK (skills LIKE '[%]'),
  workshops_attended  INTEGER NOT NULL,
  workshops_planned   INTEGER NOT NULL,
  contact_minutes     INTEGER NOT NULL,
  offered_minutes     INTEGER NOT NULL,
  first_on            TEXT NOT NULL,
  last_on             TEXT NOT NULL,
  issued_on           TEXT NOT NULL,
  issued_at           TEXT NOT NULL,
  language            TEXT NOT NULL DEFAULT 'en',
  template            TEXT NOT NULL,
  state               TEXT NOT NULL DEFAULT 'issued' CHECK (state IN ('issued', 'replaced', 'revoked')),
  state_reason        TEXT NOT NULL DEFAULT '',
  -- the local day it was revoked or replaced; '' while it is valid
  state_on            TEXT NOT NULL DEFAULT '',
  replaces_id         TEXT REFERENCES certificate (id),
  prints              INTEGER NOT NULL DEFAULT 0 CHECK (prints >= 0),
  second_language     TEXT NOT NULL DEFAULT '',
  elements            TEXT NOT NULL DEFAULT '{}' CHECK (elements LIKE '{%}'),
  -- the signed statement as the text of its QR code, and the key that signed; '' while unsigned
  signed_text         TEXT NOT NULL DEFAULT '',
  key_id              TEXT NOT NULL DEFAULT '',
  handed_out_on       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX certificate_by_participant ON certificate (participant_id);
CREATE INDEX certificate_by_programme ON certificate (programme_id);

-- The last running number given, for each prefix and year; outside undo, so that none is given twice
CREATE TABLE serial_counter (
  series  TEXT PRIMARY KEY,
  last    INTEGER NOT NULL CHECK (last >= 0)
) STRICT;

-- The computers that give serials in this workbook; the first gives them without a tag, every other
-- with its own, so that two copies of a workbook never give one number twice
CREATE TABLE desk (
  id        TEXT PRIMARY KEY,
  tag       TEXT NOT NULL UNIQUE,
  added_at  TEXT NOT NULL
) STRICT;

-- Printing many certificates: what was asked for, and how far it came
CREATE TABLE print_batch (
  id            TEXT PRIMARY KEY,
  programme_id  TEXT REFERENCES programme (id),
  title         TEXT NOT NULL DEFAULT '',
  way           TEXT NOT NULL CHECK (way IN ('joined', 'files', 'printer')),
  made_at       TEXT NOT NULL,
  closed_at     TEXT
) STRICT;

CREATE TABLE print_item (
  id              TEXT PRIMARY KEY,
  batch_id        TEXT NOT NULL REFERENCES print_batch (id),
  certificate_id  TEXT NOT NULL REFERENCES certificate (id),
  position        INTEGER NOT NULL,
  duplicate       INTEGER NOT NULL DEFAULT 0 CHECK (duplicate IN (0, 1)),
  state           TEXT NOT NULL DEFAULT 'to-print' CHECK (state IN ('to-print', 'printed', 'failed')),
  trouble         TEXT NOT NULL DEFAULT '',
  done_at         TEXT,
  UNIQUE (batch_id, certificate_id)
) STRICT;
CREATE INDEX print_item_by_certificate ON print_item (certificate_id);

-- Keys that sign, and those of others -------------------------------------------------------------

-- The centre's own keys; the private half only under a passphrase, NULL when it is not here
CREATE TABLE signing_key (
  id                  TEXT PRIMARY KEY,
  public_key          BLOB NOT NULL CHECK (length(public_key) = 32),
  sealed              BLOB,
  card                TEXT NOT NULL,
  issuer              TEXT NOT NULL,
  made_at             TEXT NOT NULL,
  backed_up_at        TEXT,
  recovery_tested_at  TEXT,
  retired_on          TEXT,
  retire_reason       TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE known_issuer (
  id          TEXT PRIMARY KEY,
  public_key  BLOB NOT NULL CHECK (length(public_key) = 32),
  card        TEXT NOT NULL,
  name        TEXT NOT NULL,
  city        TEXT NOT NULL DEFAULT '',
  added_at    TEXT NOT NULL,
  retired_on  TEXT
) STRICT;

-- Signed lists of what was revoked and replaced, one's own and those of others, the newest of each key
CREATE TABLE status_list (
  key_id    TEXT PRIMARY KEY,
  number    INTEGER NOT NULL CHECK (number > 0),
  made_on   TEXT NOT NULL,
  content   BLOB NOT NULL
) STRICT;

-- The journal ------------------------------------------------------------------------------------

-- A named action: what a person did, as one step that can be undone. Each check-in writes here: one
-- page for the action, one for its change and one for the index by row.
CREATE TABLE action (
  -- rises with each action and is never given twice
  sequence    INTEGER PRIMARY KEY CHECK (sequence > 0),
  name        TEXT NOT NULL,
  params      TEXT NOT NULL DEFAULT '{}' CHECK (params LIKE '{%}'),
  actor       TEXT NOT NULL DEFAULT '',
  done_at     TEXT NOT NULL,
  -- done: can be undone; undone: can be redone; dropped: undone, and then something else was done;
  -- lasting: not undone with Ctrl+Z (an issued certificate is revoked, not undone)
  state       TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped', 'lasting')),
  undone_at   TEXT
) STRICT;
CREATE INDEX action_undone ON action (sequence) WHERE state = 'undone';

-- Each row that the action changed, before and after; NULL before: made; NULL after: removed
CREATE TABLE action_change (
  -- the action's number and 24 bits of order within it: the changes of an action lie together
  id          INTEGER PRIMARY KEY CHECK (id >> 24 = action),
  action      INTEGER NOT NULL REFERENCES action (sequence),
  table_name  TEXT NOT NULL,
  row_id      TEXT NOT NULL,
  before      TEXT CHECK (before LIKE '{%}'),
  after       TEXT CHECK (after LIKE '{%}')
) STRICT;
CREATE INDEX action_change_by_row ON action_change (table_name, row_id);
