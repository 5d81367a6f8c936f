<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\Findings;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\SentDecision;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Outbox\Worker;
use SorsApi\Sentence;
use SorsApi\Sors\SorsError;

/**
 * Orders on their way to SORS.
 */
final class OutboxCommands {

	/** Seconds of one round of the worker; between rounds Ctrl-C loses nothing. */
	private const ROUND = 20;

	private const COLUMNS = [ 'id', 'orderId', 'role', 'state', 'kind', 'documentNumber', 'attempts', 'nextAttemptAt', 'problem' ];

	private Outbox $outbox;
	private Worker $worker;
	private SentDecision $sent;

	public function __construct( Outbox $outbox, Worker $worker, SentDecision $sent ) {
		$this->outbox = $outbox;
		$this->worker = $worker;
		$this->sent   = $sent;
	}

	/**
	 * Lists orders on their way to SORS, the newest first.
	 *
	 * One line for each entry: an order's sale, a refund of it, or the cancelling of its document.
	 * Those that were sent are in the list as well.
	 *
	 * ## OPTIONS
	 *
	 * [--state=<state>]
	 * : Only entries in this state: queued, sending, sent, waiting, rejected, uncertain, skipped or cancelled.
	 *
	 * [--search=<text>]
	 * : An order id, or the number, id or reference of a document.
	 *
	 * [--page=<page>]
	 * : Page of the list.
	 * ---
	 * default: 1
	 * ---
	 *
	 * [--per_page=<count>]
	 * : Entries on a page, 100 at most.
	 * ---
	 * default: 20
	 * ---
	 *
	 * [--format=<format>]
	 * : Output format. ids: of the entries; count: how many are on the page.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - csv
	 *   - json
	 *   - yaml
	 *   - ids
	 *   - count
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors outbox list --state=rejected
	 *     wp sors outbox list --search=1234 --format=json
	 *     wp sors outbox list --state=uncertain --format=ids
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function list( array $args, array $options ): void {
		$state = $options['state'] ?? '';
		if ( '' !== $state && ! in_array( $state, OutboxEntry::STATES, true ) ) {
			/* translators: %s: a list of words. */
			\WP_CLI::error( sprintf( __( 'There is no such state. Choose one of: %s', 'sors-api-for-woocommerce' ), implode( ', ', OutboxEntry::STATES ) ) );
		}
		$query = [
			'page'     => max( 1, (int) ( $options['page'] ?? 1 ) ),
			'per_page' => max( 1, min( 100, (int) ( $options['per_page'] ?? 20 ) ) ),
			'search'   => $options['search'] ?? '',
		];
		$found = $this->outbox->list( '' === $state ? $query : $query + [ 'state' => $state ] );
		$this->show( $found['items'], $options['format'] ?? 'table' );
	}

	/**
	 * Queues orders, or sends them now.
	 *
	 * Whatever their status is, and whether they are older orders or not: this is the button "Send". An order that was sent
	 * stays as it is. Exits with 1 if one of them was refused; with --wait, if one of them is not in SORS afterwards.
	 *
	 * ## OPTIONS
	 *
	 * <order>...
	 * : Ids of orders.
	 *
	 * [--wait]
	 * : Send them now instead of queueing them.
	 *
	 * [--format=<format>]
	 * : Output format of the entries.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - csv
	 *   - json
	 *   - yaml
	 *   - ids
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors outbox send 1234 1235
	 *     wp sors outbox send 1234 --wait --format=json
	 *
	 * @param list<string>               $args
	 * @param array<string, string|bool> $options
	 */
	public function send( array $args, array $options ): void {
		$result = [ 'items' => [], 'refused' => [] ];
		$others = array_filter( $args, static fn( string $word ): bool => ! ctype_digit( $word ) );
		if ( [] !== $others ) {
			/* translators: %s: what was typed. */
			\WP_CLI::error( sprintf( __( '%s is not the id of an order. Nothing was queued.', 'sors-api-for-woocommerce' ), implode( ' ', $others ) ) );
		}
		try {
			$result = $this->outbox->send( array_map( 'intval', $args ) );
			Findings::forgetCounts();
		} catch ( OutboxRefused $refusal ) {
			\WP_CLI::error( Sentence::shown( $refusal->getMessage() ) );
		}
		$entries = empty( $options['wait'] ) ? $result['items'] : array_map( [ $this, 'sendNow' ], $result['items'] );
		$this->show( $entries, (string) ( $options['format'] ?? 'table' ) );
		foreach ( $result['refused'] as $refused ) {
			\WP_CLI::warning( $refused['orderId'] . ': ' . Sentence::shown( (string) $refused['reason'] ) );
		}
		$unsent = array_diff( array_column( $entries, 'state' ), [ OutboxEntry::SENT ] );
		if ( [] !== $result['refused'] || ( ! empty( $options['wait'] ) && [] !== $unsent ) ) {
			\WP_CLI::halt( 1 );
		}
	}

	/**
	 * Decides about an entry that needs a decision.
	 *
	 * The history of the entry then says that it was decided on the command line, and by whom, if --user names somebody.
	 *
	 * ## OPTIONS
	 *
	 * <entry>
	 * : Id of the entry (see list).
	 *
	 * --as=<decision>
	 * : sent: it is the document given here; acknowledged: it is in SORS already, or need not be; resend: send it again; tender,
	 * discount: what lowered the order's total was a payment, or makes the goods cheaper. Of a document that was sent and no longer
	 * agrees: accept: leave it as it is; replace: cancel it and send the order again; cancelOthers: keep it and cancel the other
	 * documents of the order.
	 * ---
	 * options:
	 *   - sent
	 *   - acknowledged
	 *   - resend
	 *   - tender
	 *   - discount
	 *   - accept
	 *   - replace
	 *   - cancelOthers
	 * ---
	 *
	 * [--document-id=<id>]
	 * : Id of the document in SORS.
	 *
	 * [--document-number=<number>]
	 * : Number of the document in SORS.
	 *
	 * [--format=<format>]
	 * : Output format of the entry.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - csv
	 *   - json
	 *   - yaml
	 *   - ids
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors outbox resolve 17 --as=sent --document-number=12/2026
	 *     wp sors outbox resolve 17 --as=acknowledged --user=olga
	 *     wp sors outbox resolve 17 --as=replace --format=json
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function resolve( array $args, array $options ): void {
		$decision = [ 'as' => $options['as'] ?? '' ];
		if ( isset( $options['document-id'] ) ) {
			$decision['documentId'] = $options['document-id'];
		}
		if ( isset( $options['document-number'] ) ) {
			$decision['documentNumber'] = $options['document-number'];
		}
		$id     = (int) ( $args[0] ?? 0 );
		$format = $options['format'] ?? 'table';
		if ( ! ctype_digit( $args[0] ?? '' ) ) {
			/* translators: %s: what was typed. */
			\WP_CLI::error( sprintf( __( '%s is not the id of an entry. wp sors outbox list shows them.', 'sors-api-for-woocommerce' ), $args[0] ?? '' ) );
		}
		Findings::forgetCounts();
		try {
			if ( ! in_array( $decision['as'], SentDecision::ALL, true ) ) {
				$this->show( [ $this->outbox->resolve( $id, $decision ) ], $format );
				return;
			}
			$words = $this->sent->decide( $id, $decision['as'] );
			if ( 'table' === $format ) {
				\WP_CLI::success( Sentence::shown( $words ) );
			} else {
				$this->show( array_filter( [ $this->outbox->get( $id ) ] ), $format );
			}
		} catch ( OutboxRefused | SorsError $refusal ) {
			\WP_CLI::error( Sentence::shown( $refusal->getMessage() ) );
		}
	}

	/**
	 * Sends what is due until nothing is left, without waiting for cron.
	 *
	 * Beside the cron, or several times at once, it does no harm: each entry is worked on by one process alone. While sending
	 * is paused, or on a copy of the shop, there is nothing to do.
	 *
	 * ## OPTIONS
	 *
	 * [--max=<count>]
	 * : Stop after this many entries.
	 *
	 * [--seconds=<seconds>]
	 * : Stop after this many seconds.
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors outbox work
	 *     wp sors outbox work --max=100 --seconds=50
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function work( array $args, array $options ): void {
		$max   = isset( $options['max'] ) ? max( 0, (int) $options['max'] ) : null;
		$until = isset( $options['seconds'] ) ? microtime( true ) + max( 1, (int) $options['seconds'] ) : null;
		$done  = 0;
		do {
			$round = null === $until ? self::ROUND : (int) min( self::ROUND, ceil( $until - microtime( true ) ) );
			$count = $this->worker->work( max( 1, $round ), null === $max ? null : $max - $done );
			$done += $count;
		} while ( $count > 0 && ( null === $max || $done < $max ) && ( null === $until || microtime( true ) < $until ) );
		/* translators: %d: number of entries. */
		\WP_CLI::success( sprintf( _n( '%d entry was processed.', '%d entries were processed.', $done, 'sors-api-for-woocommerce' ), $done ) );
	}

	/** The result is in the entry; one that cannot be sent now must not stop the others. */
	private function sendNow( OutboxEntry $entry ): OutboxEntry {
		if ( OutboxEntry::SENT === $entry->state ) {
			return $entry;
		}
		try {
			return $this->outbox->sendEntry( $entry->id );
		} catch ( OutboxRefused $problem ) {
			\WP_CLI::warning( $entry->orderId . ': ' . Sentence::shown( $problem->getMessage() ) );
			return $this->outbox->get( $entry->id ) ?? $entry;
		}
	}

	/** @param list<OutboxEntry> $entries */
	private function show( array $entries, string $format ): void {
		if ( 'ids' === $format ) {
			\WP_CLI::line( implode( ' ', array_column( $entries, 'id' ) ) );
			return;
		}
		$items = array_map(
			static function ( OutboxEntry $entry ): array {
				$item            = $entry->toArray();
				$item['problem'] = IssueText::problem( $entry );
				return $item;
			},
			$entries
		);
		\WP_CLI\Utils\format_items( $format, $items, self::COLUMNS );
	}
}
