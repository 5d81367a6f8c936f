<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/**
 * Our tables. Codes, references and match keys are compared exactly, whatever
 * the collation, through columns with their hex SHA-256 (SQLite has no
 * collations to choose from).
 *
 * What SORS, the shop or another plugin says may be longer than its column: ids and decimals are refused when they are
 * read (Scalars, DecimalText), names, numbers and messages are cut where they are written. An UPDATE that does not fit
 * fails, and an INSERT is cut off by the database without a word.
 *
 * Columns that take part in "who knew what first" hold microseconds of the
 * database's clock (see DatabaseClock); `*_at` DATETIME columns are UTC.
 */
final class Tables {

	/** Goes up when what stands in the tables has to be changed, too; a changed column is noticed without it. */
	private const VERSION = 1;

	public const LINKS = 'links';
	public const TOMBSTONES = 'tombstones';
	public const GROUPS = 'groups';
	public const RUNS = 'runs';
	public const RUN_ITEMS = 'run_items';
	public const STOCK = 'stock';
	public const IMAGES = 'images';
	public const OUTBOX = 'outbox';
	public const OUTBOX_HISTORY = 'outbox_history';
	public const CUSTOMERS = 'customers';

	public static function name( string $table ): string {
		global $wpdb;
		return $wpdb->prefix . 'sors_' . $table;
	}

	/** Changes with any column or key, so that it cannot be forgotten. */
	public static function version(): string {
		return self::VERSION . '-' . dechex( crc32( implode( "\n", self::columns() ) ) );
	}

	/**
	 * Answers `wpmu_drop_tables`: with a site of a network goes what we keep of its buyers.
	 *
	 * @param mixed $tables
	 * @param mixed $site
	 *
	 * @return mixed
	 */
	public static function withOurs( $tables, $site ) {
		global $wpdb;
		if ( ! is_array( $tables ) ) {
			return $tables;
		}
		$prefix = $wpdb->get_blog_prefix( is_numeric( $site ) ? (int) $site : 0 );
		foreach ( self::names() as $table ) {
			$tables[] = $prefix . 'sors_' . $table;
		}
		return $tables;
	}

	/** Those of sites that were deleted while the plugin was not active where they were deleted from. */
	public static function dropOfDeletedSites(): void {
		global $wpdb;
		$pattern = '/^' . preg_quote( $wpdb->base_prefix, '/' ) . '\d+_sors_(' . implode( '|', self::names() ) . ')$/D';
		$tables  = $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->base_prefix ) . '%' . $wpdb->esc_like( '_sors_' ) . '%' ) );
		foreach ( (array) preg_grep( $pattern, array_filter( $tables, 'is_string' ) ) as $table ) {
			$wpdb->query( "DROP TABLE IF EXISTS `$table`" );
		}
	}

	/** @return list<string> */
	public static function names(): array {
		return array_keys( self::columns() );
	}

	public static function create(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$collate = $wpdb->get_charset_collate();
		foreach ( self::columns() as $table => $columns ) {
			dbDelta( 'CREATE TABLE ' . self::name( $table ) . " (\n" . $columns . "\n) " . $collate );
		}
	}

	public static function drop(): void {
		global $wpdb;
		foreach ( self::names() as $table ) {
			$wpdb->query( 'DROP TABLE IF EXISTS ' . self::name( $table ) );
		}
	}

	/** @return array<string, string> table => columns and keys, as dbDelta wants them written. */
	private static function columns(): array {
		return [
			// SORS item <-> product or variation. Ids may change with the yearly database, codes do not.
			// state: active, inactive or discontinued as the shop was told; duplicate = two items have this code.
			// fresh = we made the product, and no stock run has been there yet.
			self::LINKS          => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
code varchar(191) NOT NULL,
code_hash char(64) NOT NULL,
object_id bigint(20) unsigned NOT NULL,
database_name varchar(120) NOT NULL DEFAULT '',
sors_id varchar(191) NOT NULL DEFAULT '',
item_type varchar(20) NOT NULL DEFAULT '',
unit varchar(32) NOT NULL DEFAULT '',
vat_rate varchar(32) NOT NULL DEFAULT '',
state varchar(20) NOT NULL DEFAULT 'active',
status_before varchar(20) NOT NULL DEFAULT '',
stock_before varchar(32) NOT NULL DEFAULT '',
fresh tinyint(1) NOT NULL DEFAULT 0,
seen_run_id bigint(20) unsigned NOT NULL DEFAULT 0,
seen_reading int(10) unsigned NOT NULL DEFAULT 0,
missing_passes int(10) unsigned NOT NULL DEFAULT 0,
PRIMARY KEY  (id),
UNIQUE KEY code_hash (code_hash),
UNIQUE KEY object_id (object_id)",
			// Items whose products the owner deleted for good: not made again unasked.
			self::TOMBSTONES     => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
code_hash char(64) NOT NULL,
code varchar(191) NOT NULL,
name varchar(255) NOT NULL DEFAULT '',
deleted_at datetime NOT NULL,
PRIMARY KEY  (id),
UNIQUE KEY code_hash (code_hash)",
			// SORS group <-> category (term 0 = none yet). Groups have no code: the hash covers database and id.
			// applied_*: what the category was last given, so that an owner's own renaming is told from SORS'.
			self::GROUPS         => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
group_hash char(64) NOT NULL,
database_name varchar(120) NOT NULL DEFAULT '',
group_id varchar(191) NOT NULL,
parent_id varchar(191) NOT NULL DEFAULT '',
name varchar(200) NOT NULL DEFAULT '',
seen_run_id bigint(20) unsigned NOT NULL DEFAULT 0,
term_id bigint(20) unsigned NOT NULL DEFAULT 0,
applied_name varchar(200) NOT NULL DEFAULT '',
applied_parent_id varchar(191) NOT NULL DEFAULT '',
applied_parent_term bigint(20) NOT NULL DEFAULT 0,
PRIMARY KEY  (id),
UNIQUE KEY group_hash (group_hash),
KEY term_id (term_id)",
			// active_kind is the kind while the run is active, else NULL: one active run per kind.
			self::RUNS           => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
kind varchar(10) NOT NULL,
active_kind varchar(10) DEFAULT NULL,
mode varchar(10) NOT NULL,
state varchar(20) NOT NULL,
started_by varchar(10) NOT NULL,
database_name varchar(120) NOT NULL DEFAULT '',
cursor_data longtext,
total int(10) unsigned DEFAULT NULL,
processed int(10) unsigned NOT NULL DEFAULT 0,
created int(10) unsigned NOT NULL DEFAULT 0,
updated int(10) unsigned NOT NULL DEFAULT 0,
unchanged int(10) unsigned NOT NULL DEFAULT 0,
skipped int(10) unsigned NOT NULL DEFAULT 0,
failed int(10) unsigned NOT NULL DEFAULT 0,
message text,
lease_owner char(32) NOT NULL DEFAULT '',
lease_until bigint(20) unsigned NOT NULL DEFAULT 0,
resumes_at datetime DEFAULT NULL,
created_at datetime NOT NULL,
updated_at datetime NOT NULL,
finished_at datetime DEFAULT NULL,
PRIMARY KEY  (id),
UNIQUE KEY active_kind (active_kind),
KEY kind_state (kind, state)",
			// The difference that a run found, and what became of it. problem: what kind of reason it was left out for. danger: what the safety limit counts; approved: the danger that a person agreed to.
			self::RUN_ITEMS      => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
run_id bigint(20) unsigned NOT NULL,
reading int(10) unsigned NOT NULL DEFAULT 1,
code varchar(191) NOT NULL,
code_hash char(64) NOT NULL,
name varchar(255) NOT NULL DEFAULT '',
object_id bigint(20) unsigned NOT NULL DEFAULT 0,
action varchar(10) NOT NULL DEFAULT 'none',
outcome varchar(10) NOT NULL,
payload longtext,
changes longtext,
reason text,
problem varchar(24) NOT NULL DEFAULT '',
danger varchar(64) NOT NULL DEFAULT '',
approved varchar(64) NOT NULL DEFAULT '',
PRIMARY KEY  (id),
UNIQUE KEY run_code (run_id, code_hash),
KEY run_outcome (run_id, outcome, id)",
			// Stock levels as SORS showed them last, unit by unit: a sum needs all of them. conflict = two items have this code.
			self::STOCK          => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
run_id bigint(20) unsigned NOT NULL,
code varchar(191) NOT NULL,
code_hash char(64) NOT NULL,
sors_id varchar(191) NOT NULL DEFAULT '',
business_unit_id varchar(64) NOT NULL,
on_hand varchar(32) DEFAULT NULL,
reserved varchar(32) DEFAULT NULL,
available varchar(32) DEFAULT NULL,
price_with_vat varchar(32) DEFAULT NULL,
price_without_vat varchar(32) DEFAULT NULL,
conflict tinyint(1) NOT NULL DEFAULT 0,
read_at bigint(20) unsigned NOT NULL,
PRIMARY KEY  (id),
UNIQUE KEY code_unit (code_hash, business_unit_id),
KEY run_unit (run_id, business_unit_id)",
			// Picture of an item in SORS <-> attachment (0 = it could not be brought in yet). The hash covers code, source and content.
			// etag: ETag or Last-Modified of what came from the address that url_hash stands for. ordinal: place in the product, from 1; 0 = not there yet.
			self::IMAGES         => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
source_hash char(64) NOT NULL,
source_id varchar(191) NOT NULL,
code_hash char(64) NOT NULL,
content_hash char(64) NOT NULL DEFAULT '',
attachment_id bigint(20) unsigned NOT NULL DEFAULT 0,
url_hash char(64) NOT NULL DEFAULT '',
etag varchar(191) NOT NULL DEFAULT '',
ordinal int(10) unsigned NOT NULL DEFAULT 0,
PRIMARY KEY  (id),
UNIQUE KEY source_hash (source_hash),
KEY code_hash (code_hash),
KEY content_hash (content_hash),
KEY attachment_id (attachment_id)",
			// One entry per order, refund or cancellation and revision; none is ever deleted because it failed.
			// payload_lock, settlement: see the constants of OutboxEntry; erasure: those of Erasure. A settled entry is still read where acknowledged_at is later than a stock figure.
			self::OUTBOX         => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
order_id bigint(20) unsigned NOT NULL,
role varchar(10) NOT NULL,
refund_id bigint(20) unsigned NOT NULL DEFAULT 0,
revision int(10) unsigned NOT NULL DEFAULT 1,
state varchar(12) NOT NULL,
kind varchar(24) DEFAULT NULL,
reference varchar(120) DEFAULT NULL,
database_name varchar(120) DEFAULT NULL,
body longtext,
quantities longtext,
contents longtext,
customer_id varchar(191) DEFAULT NULL,
business_unit_id varchar(64) DEFAULT NULL,
refund_ids longtext,
document_id varchar(191) DEFAULT NULL,
document_number varchar(191) DEFAULT NULL,
document_by varchar(8) NOT NULL DEFAULT '',
document_date varchar(10) DEFAULT NULL,
total varchar(32) DEFAULT NULL,
attempts int(10) unsigned NOT NULL DEFAULT 0,
next_attempt_at datetime DEFAULT NULL,
lease_owner char(32) NOT NULL DEFAULT '',
lease_until bigint(20) unsigned NOT NULL DEFAULT 0,
deaths int(10) unsigned NOT NULL DEFAULT 0,
lookups int(10) unsigned NOT NULL DEFAULT 0,
lookup_misses int(10) unsigned NOT NULL DEFAULT 0,
answered_losses int(10) unsigned NOT NULL DEFAULT 0,
silent_losses int(10) unsigned NOT NULL DEFAULT 0,
lost_at bigint(20) unsigned DEFAULT NULL,
shown text,
refusal text,
manual tinyint(1) NOT NULL DEFAULT 0,
confirmed tinyint(1) NOT NULL DEFAULT 0,
payload_lock varchar(10) NOT NULL DEFAULT '',
acknowledged_at bigint(20) unsigned DEFAULT NULL,
acknowledged_by varchar(10) NOT NULL DEFAULT '',
settlement varchar(10) NOT NULL DEFAULT 'open',
compared_at datetime DEFAULT NULL,
error_code varchar(64) DEFAULT NULL,
error_message text,
issue_code varchar(32) DEFAULT NULL,
issue_data longtext,
issue_accepted varchar(32) NOT NULL DEFAULT '',
erasure varchar(8) NOT NULL DEFAULT '',
created_at datetime NOT NULL,
updated_at datetime NOT NULL,
PRIMARY KEY  (id),
UNIQUE KEY order_role (order_id, role, refund_id, revision),
KEY state (state, id),
KEY state_error (state, error_code),
KEY state_issue (state, issue_code),
KEY due (next_attempt_at),
KEY acknowledged_at (acknowledged_at),
KEY settlement (settlement, order_id)",
			// user_id, via: who decided; 0 and empty where nobody did.
			self::OUTBOX_HISTORY => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
outbox_id bigint(20) unsigned NOT NULL,
at datetime NOT NULL,
event varchar(24) NOT NULL,
message text NOT NULL,
user_id bigint(20) unsigned NOT NULL DEFAULT 0,
via varchar(8) NOT NULL DEFAULT '',
PRIMARY KEY  (id),
KEY outbox_id (outbox_id)",
			// Unique on database and match key, so that two orders of one buyer never create two customers.
			self::CUSTOMERS      => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
match_hash char(64) NOT NULL,
database_name varchar(120) NOT NULL,
match_key varchar(400) NOT NULL,
state varchar(12) NOT NULL,
customer_id varchar(191) NOT NULL DEFAULT '',
customer_code varchar(191) NOT NULL DEFAULT '',
name varchar(255) NOT NULL DEFAULT '',
lease_owner char(32) NOT NULL DEFAULT '',
lease_until bigint(20) unsigned NOT NULL DEFAULT 0,
lookup_misses int(10) unsigned NOT NULL DEFAULT 0,
answered_losses int(10) unsigned NOT NULL DEFAULT 0,
silent_losses int(10) unsigned NOT NULL DEFAULT 0,
lost_at bigint(20) unsigned DEFAULT NULL,
erasure varchar(8) NOT NULL DEFAULT '',
updated_at datetime NOT NULL,
PRIMARY KEY  (id),
UNIQUE KEY match_hash (match_hash)",
		];
	}
}
