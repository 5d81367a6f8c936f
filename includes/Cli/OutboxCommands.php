<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\SentDecision;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Outbox\Worker;
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
	 * ## OPTIONS
	 *
	 * [--state=<state>]
	 * : Only entries in this state: queued, sending, sent, waiting, rejected, uncertain, skipped or cancelled.
	 *
	 * [--search=<text>]
	 * : An order id, or part of a document number.
	 *
	 * [--page=<page>]
	 * : Page of the list.
	 * ---
	 * default: 1
	 * ---
	 *
	 * [--per_page=<count>]
	 * : Entries on a page.
	 * ---
	 * default: 20
	 * ---
	 *
	 * [--format=<format>]
	 * : table, csv, json, yaml, ids or count.
	 * ---
	 * default: table
	 * ---
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
			'per_page' => max( 1, min( 1000, (int) ( $options['per_page'] ?? 20 ) ) ),
			'search'   => $options['search'] ?? '',
		];
		$found = $this->outbox->list( '' === $state ? $query : $query + [ 'state' => $state ] );
		$this->show( $found['items'], $options['format'] ?? 'table' );
	}

	/**
	 * Queues orders, or sends them now.
	 *
	 * ## OPTIONS
	 *
	 * <order>...
	 * : Ids of orders.
	 *
	 * [--wait]
	 * : Send them now instead of queueing them.
	 *
	 * @param list<string>               $args
	 * @param array<string, string|bool> $options
	 */
	public function send( array $args, array $options ): void {
		$result = [
			'items'   => [],
			'refused' => [],
		];
		try {
			$result = $this->outbox->send( array_map( 'intval', $args ) );
		} catch ( OutboxRefused $refusal ) {
			\WP_CLI::error( $refusal->getMessage() );
		}
		$this->show( empty( $options['wait'] ) ? $result['items'] : array_map( [ $this, 'sendNow' ], $result['items'] ), 'table' );
		foreach ( $result['refused'] as $refused ) {
			\WP_CLI::warning( $refused['orderId'] . ': ' . $refused['reason'] );
		}
		if ( [] !== $result['refused'] ) {
			\WP_CLI::halt( 1 );
		}
	}

	/**
	 * Decides about an entry that needs a decision.
	 *
	 * ## OPTIONS
	 *
	 * <entry>
	 * : Id of the entry (see list).
	 *
	 * --as=<decision>
	 * : sent: it is the document given here; acknowledged: it is in SORS already, or need not be; resend: send it again. Of a document
	 * that was sent and no longer agrees: accept: leave it as it is; replace: cancel it and send the order again; cancelOthers: keep
	 * it and cancel the other documents of the order.
	 * ---
	 * options:
	 *   - sent
	 *   - acknowledged
	 *   - resend
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
		$id = (int) ( $args[0] ?? 0 );
		try {
			if ( in_array( $decision['as'], SentDecision::ALL, true ) ) {
				\WP_CLI::success( $this->sent->decide( $id, $decision['as'] ) );
				return;
			}
			$this->show( [ $this->outbox->resolve( $id, $decision ) ], 'table' );
		} catch ( OutboxRefused | SorsError $refusal ) {
			\WP_CLI::error( $refusal->getMessage() );
		}
	}

	/**
	 * Sends what is due until nothing is left, without waiting for cron.
	 *
	 * ## OPTIONS
	 *
	 * [--max=<count>]
	 * : Stop after this many entries.
	 *
	 * [--seconds=<seconds>]
	 * : Stop after this many seconds.
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
			\WP_CLI::warning( $entry->orderId . ': ' . $problem->getMessage() );
			return $this->outbox->get( $entry->id ) ?? $entry;
		}
	}

	/** @param list<OutboxEntry> $entries */
	private function show( array $entries, string $format ): void {
		if ( 'ids' === $format ) {
			\WP_CLI::line(
				implode(
					' ',
					array_map(
						static function ( OutboxEntry $entry ): string {
							return (string) $entry->id;
						},
						$entries
					)
				)
			);
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
