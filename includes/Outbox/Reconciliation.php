<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Setup\Tables;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;
use SorsApi\Sors\SorsError;

/**
 * Holds the sent orders of the last weeks against the documents that SORS has:
 * missing, doubled, another total. What is found is noted on the row, so that
 * it shows wherever orders are shown.
 */
final class Reconciliation {

	public const OPTION = 'sors_reconciliation';

	public const MISSING = 'missing_in_sors';
	public const DOUBLED = 'doubled_in_sors';
	public const TOTAL = 'other_total';

	private const CODES = [ self::MISSING, self::DOUBLED, self::TOTAL ];

	private Rows $rows;
	private History $history;
	private SettingsStore $settings;
	private StoreIdentity $identity;

	/** @var callable(): Api */
	private $api;

	/** @param callable(): Api $api */
	public function __construct( Rows $rows, History $history, SettingsStore $settings, StoreIdentity $identity, callable $api ) {
		$this->rows     = $rows;
		$this->history  = $history;
		$this->settings = $settings;
		$this->identity = $identity;
		$this->api      = $api;
	}

	/** Once a day. */
	public function runIfDue(): void {
		$last = $this->last();
		if ( null === $last || time() - $last['at'] >= DAY_IN_SECONDS ) {
			$this->run();
		}
	}

	/** @return array{at: int, checked: int, problems: int, unchecked: string}|null What the last one found (Unix timestamp). */
	public function last(): ?array {
		$stored = get_option( self::OPTION );
		if ( ! is_array( $stored ) || ! isset( $stored['at'], $stored['checked'], $stored['problems'], $stored['unchecked'] ) ) {
			return null;
		}
		/** @var array{at: int, checked: int, problems: int, unchecked: string} $stored */
		return $stored;
	}

	/**
	 * @param int $days How far back.
	 *
	 * @return array{at: int, checked: int, problems: int, unchecked: string} `unchecked` says in words what could not be checked; '' = nothing.
	 */
	public function run( int $days = 31 ): array {
		$result = [
			'at'        => time(),
			'checked'   => 0,
			'problems'  => 0,
			'unchecked' => '',
		];
		try {
			$rows  = $this->sentSince( $days );
			$found = [] === $rows ? [] : $this->documents( $rows, $result['unchecked'] );
			foreach ( null === $found ? [] : $rows as $row ) {
				++$result['checked'];
				$result['problems'] += $this->note( $row, self::judge( $row, $found[ (string) $row->reference ] ?? [] ) ) ? 1 : 0;
			}
		} catch ( SorsError $error ) {
			$result['unchecked'] = $error->getMessage();
		}
		update_option( self::OPTION, $result, false );
		return $result;
	}

	/**
	 * Pure.
	 *
	 * @param list<Document> $documents All that carry the row's reference.
	 *
	 * @return array{string, string}|null Code and words; null = all is well.
	 */
	public static function judge( OutboxRow $row, array $documents ): ?array {
		$open    = [];
		$numbers = [];
		foreach ( $documents as $document ) {
			if ( 'cancelled' !== $document->status ) {
				$open[]    = $document;
				$numbers[] = (string) ( $document->number ?? $document->id );
			}
		}
		if ( [] === $open ) {
			/* translators: %s: number of a document. */
			return [ self::MISSING, sprintf( __( 'SORS has no open document %s any more. If it was cancelled or deleted there by mistake, send the order anew; if it was meant, leave it as it is.', 'sors-api-for-woocommerce' ), (string) ( $row->documentNumber ?? $row->documentId ) ) ];
		}
		if ( count( $open ) > 1 ) {
			/* translators: %s: numbers of documents. */
			return [ self::DOUBLED, sprintf( __( 'SORS has several open documents of this order: %s. Cancel all but one in SORS.', 'sors-api-for-woocommerce' ), implode( ', ', $numbers ) ) ];
		}
		if ( ! LookUp::agrees( $row, $open[0] ) ) {
			/* translators: 1: number of a document, 2: amount by SORS, 3: amount that was sent. */
			return [ self::TOTAL, sprintf( __( '%1$s is no longer as it was sent: its total in SORS is %2$s RSD instead of %3$s RSD, or its kind or date was changed.', 'sors-api-for-woocommerce' ), $numbers[0], (string) $open[0]->total, (string) $row->total ) ];
		}
		return null;
	}

	/**
	 * @param list<OutboxRow> $rows
	 *
	 * @return array<string, list<Document>>|null Reference => documents; null where SORS' interface offers no way to ask.
	 *
	 * @throws SorsError
	 */
	private function documents( array $rows, string &$unchecked ): ?array {
		$api      = ( $this->api )();
		$database = $this->settings->load()->database;
		$found    = [];
		if ( $api->supports( 'listDocuments' ) && $api->supportsField( 'document', 'externalReference' ) ) {
			$dates = array_filter( array_map( static fn( OutboxRow $row ): string => (string) $row->documentDate, $rows ) );
			$next  = null;
			do {
				$page = $api->listDocuments( $database, new \DateTimeImmutable( [] === $dates ? '-31 days' : min( $dates ) ), new \DateTimeImmutable( [] === $dates ? 'now' : max( $dates ) ), $next );
				foreach ( $page->items as $document ) {
					if ( null !== $document->externalReference && 0 === strpos( $document->externalReference, $this->identity->storeId() . '-' ) ) {
						$found[ $document->externalReference ][] = $document;
					}
				}
				$next = $page->next;
			} while ( null !== $next );
			return $found;
		}
		if ( $api->supports( 'findDocuments' ) ) {
			foreach ( $rows as $row ) {
				$found[ (string) $row->reference ] = $api->findDocuments( $database, (string) $row->reference );
			}
			return $found;
		}
		$unchecked = __( 'SORS\' interface offers no way to look documents up, so nobody can tell from here whether those of the sent orders are still there.', 'sors-api-for-woocommerce' );
		return null;
	}

	/** @return list<OutboxRow> Sent sales and returns, in the present database. */
	private function sentSince( int $days ): array {
		global $wpdb;
		return Rows::many(
			(string) $wpdb->prepare(
				'SELECT * FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE state = %s AND role <> %s AND reference IS NOT NULL AND database_name = %s AND created_at >= %s ORDER BY id',
				OutboxRow::SENT,
				OutboxRow::ROLE_CANCEL,
				$this->settings->load()->database,
				Intake::datetime( time() - $days * DAY_IN_SECONDS )
			)
		);
	}

	/** @param array{string, string}|null $problem */
	private function note( OutboxRow $row, ?array $problem ): bool {
		if ( null === $problem ) {
			if ( in_array( $row->errorCode, self::CODES, true ) ) {
				$free = [
					'error_code'    => null,
					'error_message' => null,
				];
				$this->rows->update( $row->id, $free );
			}
			return false;
		}
		if ( substr( hash( 'sha256', $problem[1] ), 0, 32 ) === $row->accepted ) {
			return false;
		}
		if ( $row->errorMessage !== $problem[1] ) {
			$this->rows->update( $row->id, Transitions::error( $problem[0], $problem[1] ) );
			$this->history->add( $row->id, $problem[0], $problem[1] );
		}
		return true;
	}
}
