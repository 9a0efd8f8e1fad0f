-- The tables of the database, written by `commitments schema` from commitments/store/tables/.

CREATE TABLE actor (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  iso2 TEXT,
  cow INTEGER,
  gleditsch_ward INTEGER,
  wikidata TEXT,
  notes TEXT,
  PRIMARY KEY (id),
  CHECK (kind IN ('state', 'territory', 'organisation', 'coalition', 'body', 'other'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE file (
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (path)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE instrument (
  id TEXT NOT NULL,
  form TEXT NOT NULL,
  title TEXT NOT NULL,
  title_language TEXT NOT NULL,
  date TEXT,
  date_earliest TEXT,
  date_latest TEXT,
  place TEXT,
  bindingness TEXT NOT NULL,
  duration TEXT,
  termination TEXT,
  notes TEXT,
  path TEXT NOT NULL,
  PRIMARY KEY (id),
  CHECK (form IN ('treaty', 'executive-agreement', 'protocol-or-amendment', 'exchange-of-notes', 'security-cooperation-agreement', 'memorandum-of-understanding', 'declaration-of-intent', 'joint-declaration', 'chairs-statement', 'igo-decision', 'national-law', 'government-decision', 'official-statement', 'attributed-report', 'unattributed-report', 'draft-or-leak', 'proposal')),
  CHECK (bindingness IN ('none-claimed', 'political', 'disputed', 'intended-binding', 'binding-domestic', 'binding-international', 'unclear'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE meta (
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE source (
  id TEXT NOT NULL,
  publisher TEXT NOT NULL,
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  published TEXT,
  published_earliest TEXT,
  published_latest TEXT,
  published_basis TEXT,
  url TEXT,
  archive_url TEXT,
  accessed TEXT,
  class TEXT NOT NULL,
  grade TEXT NOT NULL,
  archive_file TEXT,
  archive_sha256 TEXT,
  derived_from TEXT,
  witness TEXT NOT NULL,
  notes TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY(derived_from) REFERENCES source (id),
  CHECK (class IN ('primary-text', 'official-readout', 'parliament-record', 'wire', 'national-media', 'analysis', 'adversary-state-media', 'unnamed-officials', 'social-post')),
  CHECK (grade IN ('A', 'B', 'C', 'D', 'E', 'F'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE term (
  vocabulary TEXT NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  rank INTEGER,
  family TEXT,
  terms_class TEXT,
  definition TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (vocabulary, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE actor_name (
  actor TEXT NOT NULL,
  language TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (actor, language, name),
  FOREIGN KEY(actor) REFERENCES actor (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE commitment (
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  beneficiary TEXT,
  attribution TEXT NOT NULL,
  voice TEXT NOT NULL,
  stance TEXT NOT NULL,
  bindingness TEXT NOT NULL,
  instrument TEXT,
  strength TEXT NOT NULL,
  status TEXT NOT NULL,
  stated_on TEXT NOT NULL,
  stated_earliest TEXT,
  stated_latest TEXT,
  last_seen TEXT NOT NULL,
  verification TEXT,
  searched_on TEXT,
  searched_where TEXT,
  review_state TEXT NOT NULL,
  reviewed_by TEXT,
  reviewed_on TEXT,
  replaced_by TEXT,
  withdrawn_on TEXT,
  withdrawn_reason TEXT,
  notes TEXT,
  path TEXT NOT NULL,
  coded_values TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(beneficiary) REFERENCES actor (id),
  FOREIGN KEY(instrument) REFERENCES instrument (id),
  FOREIGN KEY(replaced_by) REFERENCES commitment (id),
  CHECK (type IN ('collective-defence', 'armed-assistance', 'consultation', 'logistic-support', 'diplomatic-response', 'joint-planning', 'backstop', 'troop-deployment', 'multinational-force', 'military-hub', 'protected-storage', 'forward-posture', 'air-policing', 'maritime-security', 'headquarters', 'force-logistics', 'monitoring-verification', 'violation-commission', 'isr-contribution', 'separation-zone', 'ceasefire-observance', 'weapons-in-kind', 'weapons-financing', 'long-term-package', 'depot-access', 'force-sustainment', 'training', 'fortification', 'cbrn-protection', 'intelligence-sharing', 'cyber', 'information-security', 'organised-crime', 'co-production', 'sanctions-maintain', 'sanctions-snapback', 'new-sanctions', 'asset-immobilisation', 'budget-support', 'reconstruction', 'energy-infrastructure', 'political-support', 'unspecified-guarantee', 'eu-path', 'nato-path', 'accountability', 'non-aggression', 'territorial-integrity', 'no-economic-coercion', 'humanitarian-relief', 'detainees-children')),
  CHECK (attribution IN ('individual', 'each', 'collective', 'as-member')),
  CHECK (voice IN ('own', 'other-party', 'press', 'unnamed-officials')),
  CHECK (stance IN ('threatens', 'rules-out', 'objects', 'not-planned', 'non-committal', 'under-consideration', 'conditional-offer', 'pledge', 'signed-intent', 'signed-commitment', 'demands', 'endorses', 'not-found')),
  CHECK (bindingness IN ('none-claimed', 'political', 'disputed', 'intended-binding', 'binding-domestic', 'binding-international', 'unclear')),
  CHECK (strength IN ('rejects', 'not-planned', 'non-committal', 'considering', 'conditional', 'pledged', 'declared', 'signed', 'binding', 'operational', 'demands', 'endorses', 'not-found')),
  CHECK (status IN ('floated', 'announced', 'agreed', 'pending-approval', 'standing', 'activated', 'delivering', 'fulfilled', 'partly-fulfilled', 'not-honoured', 'stalled', 'suspended', 'withdrawn', 'superseded', 'expired', 'never-materialised', 'nothing-found')),
  CHECK (verification IN ('exact', 'normalised', 'cited-only')),
  CHECK (review_state IN ('draft', 'reviewed'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE crosswalk (
  vocabulary TEXT NOT NULL,
  term TEXT NOT NULL,
  codebook TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (vocabulary, term, codebook),
  FOREIGN KEY(vocabulary, term) REFERENCES term (vocabulary, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE draft_change (
  instrument_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  draft TEXT NOT NULL,
  final TEXT NOT NULL,
  sources TEXT NOT NULL,
  PRIMARY KEY (instrument_id, position),
  FOREIGN KEY(instrument_id) REFERENCES instrument (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE instrument_dispute (
  instrument_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  side INTEGER NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  evidence TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (instrument_id, position, side),
  FOREIGN KEY(instrument_id) REFERENCES instrument (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE instrument_evidence (
  instrument_id TEXT NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  source TEXT NOT NULL,
  speaker_name TEXT,
  speaker_office TEXT,
  speaker_actor TEXT,
  quote TEXT,
  language TEXT,
  translation TEXT,
  paraphrase TEXT,
  locator TEXT,
  supports TEXT NOT NULL,
  grade TEXT,
  source_error TEXT,
  verification TEXT NOT NULL,
  line INTEGER,
  PRIMARY KEY (instrument_id, id),
  FOREIGN KEY(instrument_id) REFERENCES instrument (id),
  FOREIGN KEY(source) REFERENCES source (id),
  FOREIGN KEY(speaker_actor) REFERENCES actor (id),
  CHECK (verification IN ('exact', 'normalised', 'cited-only'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE instrument_source (
  instrument_id TEXT NOT NULL,
  source TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (instrument_id, source),
  FOREIGN KEY(instrument_id) REFERENCES instrument (id),
  FOREIGN KEY(source) REFERENCES source (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE legal_step (
  instrument_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  date TEXT NOT NULL,
  date_earliest TEXT,
  date_latest TEXT,
  step TEXT NOT NULL,
  actor TEXT,
  source TEXT,
  note TEXT,
  PRIMARY KEY (instrument_id, position),
  FOREIGN KEY(actor) REFERENCES actor (id),
  FOREIGN KEY(instrument_id) REFERENCES instrument (id),
  FOREIGN KEY(source) REFERENCES source (id),
  CHECK (step IN ('adopted', 'signed', 'signed-subject-to-ratification', 'parliament-approved', 'ratified', 'provisionally-applied', 'in-force', 'terminated'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE membership (
  actor TEXT NOT NULL,
  position INTEGER NOT NULL,
  "group" TEXT NOT NULL,
  since TEXT,
  since_earliest TEXT,
  until TEXT,
  until_latest TEXT,
  source TEXT,
  note TEXT,
  PRIMARY KEY (actor, position),
  FOREIGN KEY(actor) REFERENCES actor (id),
  FOREIGN KEY("group") REFERENCES actor (id),
  FOREIGN KEY(source) REFERENCES source (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE signatory (
  instrument_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  person TEXT,
  office TEXT,
  PRIMARY KEY (instrument_id, position),
  FOREIGN KEY(actor) REFERENCES actor (id),
  FOREIGN KEY(instrument_id) REFERENCES instrument (id),
  CHECK (role IN ('guarantor', 'lead', 'co-lead', 'participant', 'host', 'beneficiary', 'backstop-provider', 'monitor', 'adjudicator', 'funder', 'mediator', 'signatory', 'adopter', 'attendee', 'endorser', 'objector'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE term_name (
  vocabulary TEXT NOT NULL,
  term TEXT NOT NULL,
  language TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (vocabulary, term, language, name),
  FOREIGN KEY(vocabulary, term) REFERENCES term (vocabulary, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE commitment_title (
  commitment_id TEXT NOT NULL,
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (commitment_id, language),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE condition (
  commitment_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  role TEXT NOT NULL,
  actor TEXT,
  words TEXT,
  note TEXT,
  PRIMARY KEY (commitment_id, position),
  FOREIGN KEY(actor) REFERENCES actor (id),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  CHECK (kind IN ('ceasefire-in-force', 'peace-agreement', 'hostilities-ended', 'host-request', 'parliament-approval', 'constitutional-process', 'government-decision', 'backstop', 'partner-participation', 'igo-mandate', 'mandate-defined', 'unanimity', 'funding', 'adversary-consent', 'armed-attack', 'renewed-aggression', 'escalation', 'threat-of-attack', 'nuclear-use', 'breach', 'question-raised', 'violation-attributed', 'named-adversary', 'territory', 'existing-conflict', 'away-from-contact-line', 'third-state-only', 'non-combat', 'non-lethal-only', 'size-cap', 'as-deems-necessary', 'may-include', 'fixed-term', 'until-accession', 'notice')),
  CHECK (role IN ('precondition', 'trigger', 'limit', 'discretion', 'termination'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE dispute (
  commitment_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  side INTEGER NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  evidence TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (commitment_id, position, side),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE evidence (
  commitment_id TEXT NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  source TEXT NOT NULL,
  speaker_name TEXT,
  speaker_office TEXT,
  speaker_actor TEXT,
  quote TEXT,
  language TEXT,
  translation TEXT,
  paraphrase TEXT,
  locator TEXT,
  supports TEXT NOT NULL,
  grade TEXT,
  source_error TEXT,
  verification TEXT NOT NULL,
  line INTEGER,
  PRIMARY KEY (commitment_id, id),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  FOREIGN KEY(source) REFERENCES source (id),
  FOREIGN KEY(speaker_actor) REFERENCES actor (id),
  CHECK (verification IN ('exact', 'normalised', 'cited-only'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE hedge (
  commitment_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  language TEXT,
  PRIMARY KEY (commitment_id, position),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  CHECK (kind IN ('may', 'for-example', 'stand-ready', 'intend', 'work-towards', 'up-to', 'as-appropriate', 'in-accordance-with-law', 'proposed', 'in-principle', 'subject-to', 'reportedly'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE history (
  commitment_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  date TEXT NOT NULL,
  date_earliest TEXT,
  date_latest TEXT,
  status TEXT NOT NULL,
  note TEXT,
  evidence TEXT NOT NULL,
  PRIMARY KEY (commitment_id, position),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  CHECK (status IN ('floated', 'announced', 'agreed', 'pending-approval', 'standing', 'activated', 'delivering', 'fulfilled', 'partly-fulfilled', 'not-honoured', 'stalled', 'suspended', 'withdrawn', 'superseded', 'expired', 'never-materialised', 'nothing-found'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE money (
  commitment_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  measure TEXT NOT NULL,
  amount_min REAL,
  amount_max REAL,
  currency TEXT,
  as_stated TEXT,
  per TEXT,
  period TEXT,
  period_earliest TEXT,
  period_latest TEXT,
  up_to INTEGER NOT NULL,
  nature TEXT,
  valuation TEXT,
  new_money TEXT,
  part_of TEXT,
  PRIMARY KEY (commitment_id, position),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  FOREIGN KEY(part_of) REFERENCES commitment (id),
  CHECK (measure IN ('pledge', 'commitment', 'allocation', 'disbursement', 'delivery')),
  CHECK (per IN ('year', 'total')),
  CHECK (up_to IN (0, 1)),
  CHECK (nature IN ('grant', 'loan', 'guarantee', 'in-kind', 'mixed')),
  CHECK (valuation IN ('stated', 'estimated')),
  CHECK (new_money IN ('new', 'reannounced', 'unknown'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE party (
  commitment_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  since TEXT,
  since_earliest TEXT,
  PRIMARY KEY (commitment_id, position),
  FOREIGN KEY(actor) REFERENCES actor (id),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  CHECK (role IN ('guarantor', 'lead', 'co-lead', 'participant', 'host', 'beneficiary', 'backstop-provider', 'monitor', 'adjudicator', 'funder', 'mediator', 'signatory', 'adopter', 'attendee', 'endorser', 'objector'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE terms_commission (
  commitment_id TEXT NOT NULL,
  representation_missing TEXT,
  PRIMARY KEY (commitment_id),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  CHECK (representation_missing IN ('not-stated', 'undisclosed', 'not-applicable', 'not-found', 'out-of-coverage'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE terms_consultation (
  commitment_id TEXT NOT NULL,
  within_hours INTEGER,
  within_hours_missing TEXT,
  reciprocal INTEGER,
  reciprocal_missing TEXT,
  PRIMARY KEY (commitment_id),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  CHECK (within_hours_missing IN ('not-stated', 'undisclosed', 'not-applicable', 'not-found', 'out-of-coverage')),
  CHECK (reciprocal IN (0, 1)),
  CHECK (reciprocal_missing IN ('not-stated', 'undisclosed', 'not-applicable', 'not-found', 'out-of-coverage'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE terms_facilities (
  commitment_id TEXT NOT NULL,
  location TEXT,
  count INTEGER,
  count_missing TEXT,
  purpose TEXT,
  PRIMARY KEY (commitment_id),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  CHECK (location IN ('beneficiary', 'third-state', 'guarantor', 'contact-line')),
  CHECK (count_missing IN ('not-stated', 'undisclosed', 'not-applicable', 'not-found', 'out-of-coverage'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE terms_force_presence (
  commitment_id TEXT NOT NULL,
  location TEXT,
  strength_min INTEGER,
  strength_max INTEGER,
  strength TEXT,
  PRIMARY KEY (commitment_id),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  CHECK (location IN ('beneficiary', 'third-state', 'guarantor', 'contact-line')),
  CHECK (strength IN ('not-stated', 'undisclosed', 'not-applicable', 'not-found', 'out-of-coverage'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE terms_item (
  commitment_id TEXT NOT NULL,
  field TEXT NOT NULL,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (commitment_id, field, position),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE terms_monitoring (
  commitment_id TEXT NOT NULL,
  lead TEXT,
  lead_missing TEXT,
  body TEXT,
  PRIMARY KEY (commitment_id),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  FOREIGN KEY(lead) REFERENCES actor (id),
  CHECK (lead_missing IN ('not-stated', 'undisclosed', 'not-applicable', 'not-found', 'out-of-coverage'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE terms_sanctions (
  commitment_id TEXT NOT NULL,
  measure TEXT,
  measure_missing TEXT,
  target TEXT,
  mechanism TEXT,
  mechanism_missing TEXT,
  PRIMARY KEY (commitment_id),
  FOREIGN KEY(commitment_id) REFERENCES commitment (id),
  FOREIGN KEY(target) REFERENCES actor (id),
  CHECK (measure IN ('sectoral', 'trade', 'any')),
  CHECK (measure_missing IN ('not-stated', 'undisclosed', 'not-applicable', 'not-found', 'out-of-coverage')),
  CHECK (mechanism IN ('maintain', 'snapback', 'additional-on-trigger', 'by-decision')),
  CHECK (mechanism_missing IN ('not-stated', 'undisclosed', 'not-applicable', 'not-found', 'out-of-coverage'))
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_party_actor ON party (actor);

CREATE VIEW evidence_support AS -- opens evidence.supports
SELECT commitment_id, evidence.id AS evidence, field.value AS field, field.key AS position
FROM evidence JOIN json_each('["' || replace(supports, ' ', '","') || '"]') AS field WHERE supports <> '';

CREATE VIEW history_evidence AS -- opens history.evidence
SELECT commitment_id, history.position AS step, named.value AS evidence
FROM history JOIN json_each('["' || replace(history.evidence, ' ', '","') || '"]') AS named WHERE history.evidence <> '';

CREATE VIEW coded_value AS -- opens commitment.coded_values
SELECT commitment.id AS commitment_id, value.key AS field, value.value AS sources
FROM commitment JOIN json_each(coded_values) AS value;

CREATE VIEW label AS -- every term with its label in English
SELECT term.vocabulary, term.id, term.position, term.rank, term.family, term_name.name AS label
FROM term JOIN term_name ON term_name.vocabulary = term.vocabulary AND term_name.term = term.id
WHERE term_name.language = 'en';

CREATE VIEW pledge AS -- one row per commitment, with strength, status and names spelled out
SELECT
  commitment.id, commitment.title,
  commitment.type,
  (SELECT label FROM label WHERE vocabulary = 'guarantee-types' AND label.id = commitment.type) AS type_label,
  (SELECT family FROM term WHERE vocabulary = 'guarantee-types' AND term.id = commitment.type) AS family,
  (SELECT family.label FROM term JOIN label AS family ON family.id = term.family
    WHERE term.vocabulary = 'guarantee-types' AND term.id = commitment.type
      AND family.vocabulary = 'guarantee-families') AS family_label,
  (SELECT group_concat(name, ', ') FROM (
    SELECT actor.name, min(party.position) AS place FROM party JOIN actor ON actor.id = party.actor
    WHERE party.commitment_id = commitment.id GROUP BY actor.id ORDER BY place) AS named) AS parties,
  commitment.beneficiary, beneficiary.name AS beneficiary_name,
  commitment.stance, commitment.strength,
  (SELECT label FROM label WHERE vocabulary = 'strengths' AND label.id = commitment.strength) AS strength_label,
  (SELECT rank FROM term WHERE vocabulary = 'strengths' AND term.id = commitment.strength) AS strength_rank,
  commitment.bindingness, commitment.attribution, commitment.voice, commitment.status,
  commitment.instrument, instrument.title AS instrument_title,
  commitment.stated_on, commitment.stated_earliest, commitment.stated_latest, commitment.last_seen,
  (SELECT group_concat(label, ', ') FROM (
    SELECT label.label, min(condition.position) AS place FROM condition
    JOIN label ON label.vocabulary = 'condition-kinds' AND label.id = condition.kind
    WHERE condition.commitment_id = commitment.id AND condition.role IN ('precondition', 'trigger')
    GROUP BY label.label ORDER BY place) AS hanging) AS hangs_on,
  (SELECT count(*) FROM hedge WHERE hedge.commitment_id = commitment.id) AS hedges,
  (SELECT count(DISTINCT dispute.position) FROM dispute WHERE dispute.commitment_id = commitment.id) AS disputes,
  commitment.verification, commitment.review_state
FROM commitment
LEFT JOIN actor AS beneficiary ON beneficiary.id = commitment.beneficiary
LEFT JOIN instrument ON instrument.id = commitment.instrument
WHERE commitment.withdrawn_on IS NULL;

CREATE VIEW passage AS -- every text of a commitment or instrument, by its field, the title first
SELECT id AS record, 'commitment' AS kind, 'title' AS field, title AS text FROM commitment
UNION ALL SELECT commitment_id, 'commitment', 'title', title FROM commitment_title
UNION ALL SELECT commitment_id, 'commitment', 'quotation', quote FROM evidence WHERE quote IS NOT NULL
UNION ALL SELECT commitment_id, 'commitment', 'translation', translation FROM evidence WHERE translation IS NOT NULL
UNION ALL SELECT commitment_id, 'commitment', 'report', paraphrase FROM evidence WHERE paraphrase IS NOT NULL
UNION ALL SELECT commitment_id, 'commitment', 'speaker', speaker_name FROM evidence WHERE speaker_name IS NOT NULL
UNION ALL SELECT party.commitment_id, 'commitment', 'name', actor_name.name
  FROM party JOIN actor_name ON actor_name.actor = party.actor
UNION ALL SELECT commitment.id, 'commitment', 'name', actor_name.name
  FROM commitment JOIN actor_name ON actor_name.actor = commitment.beneficiary
UNION ALL SELECT commitment.id, 'commitment', 'type', term_name.name
  FROM commitment JOIN term_name ON term_name.vocabulary = 'guarantee-types' AND term_name.term = commitment.type
UNION ALL SELECT commitment.id, 'commitment', 'instrument', instrument.title
  FROM commitment JOIN instrument ON instrument.id = commitment.instrument
UNION ALL SELECT id, 'commitment', 'notes', notes FROM commitment WHERE notes IS NOT NULL
UNION ALL SELECT id, 'instrument', 'title', title FROM instrument
UNION ALL SELECT instrument_id, 'instrument', 'quotation', quote FROM instrument_evidence WHERE quote IS NOT NULL
UNION ALL SELECT instrument_id, 'instrument', 'translation', translation FROM instrument_evidence
  WHERE translation IS NOT NULL
UNION ALL SELECT instrument_id, 'instrument', 'report', paraphrase FROM instrument_evidence
  WHERE paraphrase IS NOT NULL
UNION ALL SELECT instrument_id, 'instrument', 'speaker', speaker_name FROM instrument_evidence
  WHERE speaker_name IS NOT NULL
UNION ALL SELECT instrument_id, 'instrument', 'speaker', person FROM signatory WHERE person IS NOT NULL
UNION ALL SELECT signatory.instrument_id, 'instrument', 'name', actor_name.name
  FROM signatory JOIN actor_name ON actor_name.actor = signatory.actor
UNION ALL SELECT id, 'instrument', 'notes', notes FROM instrument WHERE notes IS NOT NULL;

CREATE VIRTUAL TABLE passage_text USING fts5( -- words of every passage, evened out; a word of its own parts passages
  names, words, notes, title, content = '', tokenize = 'unicode61 remove_diacritics 0');

CREATE TABLE passage_text_record ( -- which record the words of a row of passage_text are those of
  number INTEGER PRIMARY KEY, record TEXT NOT NULL, kind TEXT NOT NULL) STRICT;
