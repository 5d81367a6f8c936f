<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\CachedCount;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Documents\OrderPayment;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\DuePayments;
use SorsApi\Outbox\OrderNotes;
use SorsApi\Outbox\Transitions;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;

/**
 * What was paid after its document went to SORS: a person enters the payment there and says so here.
 * When such a document is cancelled later, the payment is to be taken back.
 *
 * @phpstan-type Payment array{kind: 'enter'|'entered'|'takeBack', entryId: int, orderId: int, orderNumber: string, orderUrl: ?string, document: string, database: ?string, amount: string, paidAt: ?string, method: string}
 */
final class LatePayments {

	/** So many are not counted each time: of each the order is looked at. */
	private const MANY = 20;

	/** Of which kind are sales with this by_hand in this state, if any. */
	private const PARTS = [
		'enter'    => [ [ '', OutboxEntry::SENT ], [ OutboxEntry::IN_PART, OutboxEntry::SENT ] ],
		'takeBack' => [ [ OutboxEntry::IN_PART, OutboxEntry::CANCELLED ], [ OutboxEntry::IN_FULL, OutboxEntry::CANCELLED ] ],
	];

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/** Whether documents say what was paid: otherwise it is not known which of them SORS takes for unpaid. */
	public function areKnown(): bool {
		return $this->api->supportsField( 'document', 'paidAmount' );
	}

	/**
	 * @param array{kind?: string, search?: string, page?: int, per_page?: int} $query Without a kind all that is to be done.
	 * @return array{items: list<Payment>, total: int} Newest first.
	 */
	public function page( array $query ): array {
		$search = trim( $query['search'] ?? '' );
		$kind   = $query['kind'] ?? '';
		$from   = $this->from( $kind, '' === $search );
		if ( '' !== $search ) {
			$ids   = implode( ', ', OrderStorage::current()->withIdOrNumber( ltrim( $search, '#' ) ) );
			$from .= Sql::prepare( " AND (r.order_id IN ($ids) OR r.document_number = %s)", $search );
		}
		$count = static fn(): int => (int) Sql::value( "SELECT COUNT(*) $from" );
		$size  = max( 1, min( 100, $query['per_page'] ?? 20 ) );
		$start = ( max( 1, $query['page'] ?? 1 ) - 1 ) * $size;
		$ids   = '' !== $search || 'entered' === $kind ? Sql::ids( "SELECT r.id $from ORDER BY r.id DESC LIMIT %d OFFSET %d", $size, $start ) : array_slice( $this->newest( $kind, $start + $size ), $start );
		return [
			'items' => $this->payments( $ids ),
			'total' => CachedCount::ofPage( '' === $search ? "payments_$kind" : null, $count, $start, count( $ids ), $size, self::MANY ),
		];
	}

	/**
	 * Each part by a key in which the entries stand in the order of their ids: so the database looks at no more than it has to.
	 *
	 * @return list<int> Ids of entries, the newest first.
	 */
	private function newest( string $kind, int $limit ): array {
		// Else the database may begin with the orders.
		$select = DatabaseClock::isInProcess() ? 'SELECT' : 'SELECT STRAIGHT_JOIN';
		$parts  = [];
		foreach ( self::PARTS as $of => $states ) {
			foreach ( '' === $kind || $kind === $of ? $states : [] as [ $byHand, $state ] ) {
				foreach ( '' === $byHand ? [ '=' ] : [ '=', '<>' ] as $is ) {
					$parts[] = "SELECT id FROM ($select r.id {$this->from( $of, true )} AND r.paid_amount $is '0' AND " . Sql::prepare( 'r.by_hand = %s AND r.state = %s ORDER BY r.id DESC LIMIT %d) part', $byHand, $state, $limit );
				}
			}
		}
		return Sql::ids( implode( ' UNION ALL ', $parts ) . ' ORDER BY id DESC LIMIT %d', $limit );
	}

	/**
	 * All at once, with their orders.
	 *
	 * @param list<int> $ids
	 * @return list<Payment>
	 */
	private function payments( array $ids ): array {
		if ( [] === $ids ) {
			return [];
		}
		$storage = OrderStorage::current();
		$rows    = $this->rows( DuePayments::from( $storage ), $ids );
		$storage->present( array_values( array_unique( array_filter( array_map( 'intval', array_column( $rows, 'present' ) ) ) ) ) );
		return array_map( fn( array $row ): array => $this->payment( new OutboxEntry( $row ), (string) $row['held'] ), $rows );
	}

	/**
	 * @param non-empty-list<int> $ids
	 * @return list<array<string, string|null>> Of entries, with `present` and `held`.
	 */
	private function rows( string $from, array $ids ): array {
		$storage = OrderStorage::current();
		return Sql::rows( "SELECT r.*, {$storage->ownId()} AS present, " . DuePayments::held( $storage, SettingsStore::load(), ! $storage->isPosts() ) . " AS held $from AND r.id IN (" . implode( ', ', $ids ) . ') ORDER BY r.id DESC' );
	}

	/**
	 * A person did in SORS what is to be done about these, or says that it is not done after all.
	 *
	 * @param non-empty-list<int> $entryIds
	 * @return int Those of which it was noted; the others have changed meanwhile.
	 */
	public function note( array $entryIds, bool $done ): int {
		$noted = 0;
		foreach ( $this->rows( $this->from( $done ? '' : 'entered' ), $entryIds ) as $row ) {
			$entry   = new OutboxEntry( $row );
			$payment = $this->payment( $entry, (string) $row['held'] );
			$paid    = 'enter' === $payment['kind'] ? Decimal::add( $entry->paidByHand ?? '0', $payment['amount'] ) : null;
			if ( OutboxTable::paidByHand( $entry, $paid ) ) {
				History::decided( $entry->id, self::words( $payment['kind'], $payment['amount'], $entry->documentName() ), History::PAYMENT );
				++$noted;
			}
		}
		array_map( static fn( string $kind ) => CachedCount::forget( "payments_$kind" ), [ '', 'enter', 'entered', 'takeBack' ] );
		return $noted;
	}

	/**
	 * What the document says in SORS by now: somebody may have entered the payment and said nothing here.
	 *
	 * @param list<Document> $documents Of the entry, as the daily comparison read them; all is well with them.
	 */
	public function compare( OutboxEntry $entry, array $documents ): void {
		$open = array_values( array_filter( $documents, static fn( Document $document ): bool => 'cancelled' !== $document->status ) )[0] ?? null;
		$paid = null === $open ? null : $open->paidAmount;
		if ( null === $paid || OutboxEntry::ROLE_SALE !== $entry->role ) {
			return;
		}
		if ( null === $entry->paidAmount ) {
			$said = Decimal::max( '0', Decimal::subtract( $paid, $entry->tendered() ) );
			OutboxTable::updateIdle( $entry, [ 'paid_amount' => $said, 'by_hand' => OutboxEntry::share( $entry->total, $paid, $entry->paidByHand ) ] );
			return;
		}
		$known = $entry->paidByHand ?? '0';
		$paid  = Decimal::round( Decimal::subtract( $paid, $entry->tendered() ), 2 );
		$more  = Decimal::subtract( $paid, $entry->paidAmount );
		$lacks = OutboxEntry::IN_PART === OutboxEntry::share( $entry->total, $entry->said(), $known );
		if ( $lacks && Decimal::compare( $more, $known ) > 0 && OutboxTable::paidByHand( $entry, $more ) ) {
			/* translators: 1: number of a document, 2: amount. */
			History::add( $entry->id, History::PAYMENT, Sentence::__( 'SORS says that of %1$s, %2$s are paid.', 'sors-api-for-woocommerce', $entry->documentName(), Sentence::amount( $paid ) ) );
		}
	}

	/** Another document takes its place, and is not paid. */
	public function takenOver( OutboxEntry $before ): void {
		Transitions::takeBack( $before );
	}

	private static function words( string $kind, string $paid, string $document ): string {
		$amount = Sentence::amount( $paid );
		switch ( $kind ) {
			case 'enter':
				/* translators: 1: amount, 2: number of a document. */
				return Sentence::__( 'The payment of %1$s was entered in SORS for %2$s.', 'sors-api-for-woocommerce', $amount, $document );
			case 'takeBack':
				/* translators: 1: amount, 2: number of a document. */
				return Sentence::__( 'The payment of %1$s for %2$s was taken back in SORS.', 'sors-api-for-woocommerce', $amount, $document );
			default:
				/* translators: 1: amount, 2: number of a document. */
				return Sentence::__( 'The payment of %1$s for %2$s is not in SORS after all.', 'sors-api-for-woocommerce', $amount, $document );
		}
	}

	/**
	 * @param string $held Of its row: see rows().
	 * @return Payment
	 */
	private function payment( OutboxEntry $entry, string $held ): array {
		// Among the metas, which are read by now.
		$total = OrderStorage::current()->isPosts() ? OrderReader::decimal( get_post_meta( $entry->orderId, '_order_total', true ) ) : '0';
		$rest  = DuePayments::rest( $entry, Decimal::add( $total, $held ) );
		$order = wc_get_order( $entry->orderId );
		$order = $order instanceof \WC_Order ? $order : null;
		// Of what follows a deposit the order does not say when it was paid.
		$paid  = null === $order || '0' !== $entry->paidAmount ? null : OrderPayment::moment( (string) $order->get_payment_method(), $order->get_date_paid(), $order->get_date_completed(), SettingsStore::load() );
		$kind  = OutboxEntry::SENT !== $entry->state ? 'takeBack' : ( OutboxEntry::isMissing( $rest ) ? 'enter' : 'entered' );
		return [
			'kind'        => $kind,
			'entryId'     => $entry->id,
			'orderId'     => $entry->orderId,
			'orderNumber' => null === $order ? (string) $entry->orderId : (string) $order->get_order_number(),
			'orderUrl'    => null === $order ? null : $order->get_edit_order_url(),
			'document'    => trim( OrderNotes::kindTitle( (string) $entry->kind ) . ' ' . $entry->documentName() ),
			'database'    => $entry->database,
			'amount'      => 'enter' === $kind ? $rest : (string) $entry->paidByHand,
			'paidAt'      => null === $paid ? null : DatabaseClock::iso( $paid->getTimestamp() ),
			'method'      => null === $order ? '' : OrderReader::text( $order->get_payment_method_title() ),
		];
	}

	/**
	 * Sales r with their orders o, of this kind; '' = all of which something is to be done.
	 *
	 * @param bool $byIndex Whether all of the kind are read, which may be few.
	 */
	private function from( string $kind, bool $byIndex = false ): string {
		$storage = OrderStorage::current();
		$open    = DuePayments::open( $storage, SettingsStore::load() );
		$enter   = "$open AND " . DuePayments::condition( $storage, SettingsStore::load() );
		$byHand  = 'r.paid_by_hand IS NOT NULL AND r.by_hand IN (' . Sql::quoted( [ OutboxEntry::IN_PART, OutboxEntry::IN_FULL ] ) . ')';
		$kinds   = [
			'enter'    => $enter,
			'entered'  => Sql::prepare( "r.state = %s AND $byHand", OutboxEntry::SENT ) . " AND NOT $open",
			'takeBack' => Sql::prepare( "r.state = %s AND $byHand", OutboxEntry::CANCELLED ),
		];
		return DuePayments::from( $storage, $byIndex && 'entered' !== $kind ) . ' AND (' . ( $kinds[ $kind ] ?? "({$kinds['enter']}) OR ({$kinds['takeBack']})" ) . ')';
	}
}
