<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Counterparts\LookUpTrust;
use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\Remedies;
use SorsApi\Ledger\OpenOrders;
use SorsApi\OrderServices;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Outbox;
use SorsApi\Sentence;
use SorsApi\Services;
use SorsApi\Settings\FinancialYear;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\TaxClasses;
use SorsApi\Tests\Site\OtherContract;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** A shop whose products are linked and whose orders are sent. Time is a column: tests move it instead of waiting. */
abstract class OutboxTestCase extends StoreTestCase {

	protected const DATABASE = 'Demo2';

	/** A buyer of whom nothing may stand in a log or a file for support. */
	protected const BUYER = [
		'first_name' => 'Živorad',
		'last_name'  => 'Šećerović',
		'company'    => 'Šećerana d.o.o.',
		'email'      => 'zivorad@secerana.test',
		'phone'      => '+381641239876',
		'address_1'  => 'Bulevar cara Lazara 77',
		'city'       => 'Kikinda',
		'postcode'   => '23300',
	];
	protected const PIB_OF_BUYER = '100000024';

	/** An answer that never comes, before SORS has made the document, and after. */
	protected const NOT_MADE = [ 'kind' => 'cut', 'when' => 'before' ];
	protected const MADE     = [ 'kind' => 'cut', 'when' => 'after' ];

	protected OrderServices $services;
	protected Outbox $outbox;

	/** @var list<array<string, mixed>> Goods of the SORS server, by position. */
	protected array $items = [];

	private ?\WC_Product $sold = null;

	protected function setUp(): void {
		parent::setUp();
		$this->sors->post( 'reset', [ 'items' => 60 ] );
		$this->configure(
			[
				'businessUnitIds'  => [ $this->unitId( self::DATABASE ) ],
				'shippingItemCode' => 'USL-DOSTAVA',
				'feeItemCode'      => 'USL-NAKNADA',
				'exportOrders'     => true,
			]
		);
		$this->services = ( new Services() )->orders();
		$this->outbox   = $this->services->outbox();
		StoreIdentity::storeId();
		OpenOrders::begin();
		$this->linkCode( 'USL-DOSTAVA', 900001 );
		$this->linkCode( 'USL-NAKNADA', 900002 );
		add_filter( 'sors_settle_seconds', '__return_zero' );
	}

	protected function configure( array $patch ): void {
		SettingsStore::update( $patch + [ 'database' => self::DATABASE, 'sendToTestDatabase' => true ] );
	}

	protected function unitId( string $database, string $code = '01' ): string {
		foreach ( $this->books( 'units', $database ) as $unit ) {
			if ( $unit['code'] === $code ) {
				return (string) $unit['id'];
			}
		}
		self::fail( 'The server has no unit ' . $code );
	}

	protected function documents( string $database = self::DATABASE ): array {
		return $this->books( 'documents', $database );
	}

	protected function books( string $part, string $database = self::DATABASE ): array {
		return $this->sors->get( 'state?database=' . $database . '&include=' . $part )['databases'][ $database ][ $part ];
	}

	/** What the sent orders of a test are of. */
	protected function soldProduct(): \WC_Product {
		$this->sold = $this->sold ?? $this->linkedProduct();
		return $this->sold;
	}

	protected function sentOrder( int $quantity = 2 ): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => $quantity ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		return $order;
	}

	/** The answer to its document never came. */
	protected function lostOrder( array $fault = self::MADE, int $times = 1 ): \WC_Order {
		$this->fault( 'createReservation', $fault, $times );
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		self::assertSame( [ OutboxEntry::SENDING, OutboxEntry::IN_DOUBT ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->payloadLock ] );
		return $order;
	}

	/** An order of another day, which a person sends. */
	protected function datedOrder( string $day, \WC_Product $product, int $quantity = 1 ): \WC_Order {
		$order = self::saved( $this->createOrder( [ $product->get_id() => $quantity ] ), [ 'date_created' => $day . 'T12:00:00+00:00' ] );
		$this->outbox->send( [ $order->get_id() ] );
		return $order;
	}

	/** A product of the shop that is the n-th of SORS' goods with a price. */
	protected function linkedProduct( int $n = 0, int $stock = 100 ): \WC_Product {
		if ( [] === $this->items ) {
			foreach ( $this->books( 'products' ) as $item ) {
				if ( 'goods' === $item['itemType'] && $item['active'] && $item['priceWithVat'] > 0 ) {
					$this->items[] = $item;
				}
			}
		}
		$item    = $this->items[ $n ];
		$product = $this->createProduct( $item['code'], (string) $item['priceWithVat'], $stock, $item['name'] );
		// As a catalogue run does.
		self::saved( $product, [ 'tax_class' => TaxClasses::ofShop( [] )->forRate( (string) $item['vatRate'] ) ?? '' ] );
		$this->linkCode( $item['code'], $product->get_id() );
		return $product;
	}

	protected function linkCode( string $code, int $objectId, string $database = self::DATABASE ): void {
		foreach ( $this->books( 'products', $database ) as $item ) {
			if ( $item['code'] === $code ) {
				$link           = new Link( $code, $objectId );
				$link->database = $database;
				$link->sorsId   = (string) $item['id'];
				$link->vatRate  = (string) $item['vatRate'];
				$link->unit     = (string) $item['unit'];
				$link->itemType = (string) $item['itemType'];
				( new Links() )->save( $link );
				return;
			}
		}
		self::fail( 'The server has no item ' . $code );
	}

	/** As the minute's action does, but for no longer than it takes. */
	protected function work( ?int $rows = null ): int {
		return $this->services->worker()->work( 30, $rows );
	}

	protected function sweepAndWork(): void {
		$this->services->sweep()->run();
		$this->work();
	}

	/** The documents are compared with SORS, where somebody has changed one. */
	protected function compareAfter( array $change ): void {
		$this->patch( $change );
		$this->services->reconciliation()->run();
	}

	/** Created as createOrder() does, and the worker has come by. */
	protected function handledOrder( array $quantities, string $status = 'processing', array $address = [] ): \WC_Order {
		$order = $this->createOrder( $quantities, $status, $address );
		$this->work();
		return $order;
	}

	/** The order comes into that status, and the worker by. */
	protected function handleAs( string $status, \WC_Order $order ): void {
		$this->freshOrder( $order->get_id() )->update_status( $status );
		$this->work();
	}

	/** So many times, each so many seconds later. */
	protected function workAfter( int $seconds, int $times = 1 ): void {
		for ( $i = 0; $i < $times; $i++ ) {
			$this->pass( $seconds );
			$this->work();
		}
	}

	/** As if it were still the year of the former database. */
	protected function workInFormerYear(): void {
		FinancialYear::letGoOn( self::yearly( 1 ), true );
		$this->work();
		FinancialYear::letGoOn( self::yearly( 1 ), false );
	}

	/** Lets this many seconds go by for the outbox: what is due in that time is due now, and leases end. */
	protected function pass( int $seconds ): void {
		$shift = $seconds * 1000000;
		self::db()->query( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET next_attempt_at = DATE_SUB(next_attempt_at, INTERVAL $seconds SECOND), updated_at = DATE_SUB(updated_at, INTERVAL $seconds SECOND), compared_at = DATE_SUB(compared_at, INTERVAL $seconds SECOND), lost_at = lost_at - $shift, lease_until = CASE WHEN lease_until > $shift THEN lease_until - $shift ELSE 0 END" );
		self::db()->query( 'UPDATE ' . Tables::name( Tables::CUSTOMERS ) . " SET lost_at = lost_at - $shift, lease_until = CASE WHEN lease_until > $shift THEN lease_until - $shift ELSE 0 END" );
		$pause = get_option( 'sors_outbox_pause' );
		if ( is_array( $pause ) ) {
			$pause['until'] -= $seconds;
			update_option( 'sors_outbox_pause', $pause, false );
		}
	}

	protected function letModifiedBe( int $orderId, int $secondsAgo ): void {
		$storage = OrderStorage::current();
		self::db()->update( $storage->table, [ $storage->modified => gmdate( 'Y-m-d H:i:s', time() - $secondsAgo ) ], [ $storage->id => $orderId ] );
	}

	protected function sale( int $orderId ): OutboxEntry {
		$row = OutboxTable::sale( $orderId );
		self::assertNotNull( $row, 'The order has no row.' );
		return $row;
	}

	/**
	 * @param string|list<string> $operation
	 * @param array<mixed>        $action    One, or several in turn: see tests/sors/README.md.
	 */
	protected function fault( $operation, array $action, int $times = 1 ): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => $operation, 'times' => $times, 'action' => $action ] ] ] );
	}

	/** As a SORS whose interface lacks these. */
	protected function withoutOperations( array $operations ): void {
		$this->without( array_map( static fn( string $operation ): string => "operations.$operation", $operations ) );
	}

	/** @param list<string> $parts Of the contract, as OtherContract names them. */
	protected function without( array $parts ): void {
		$this->services = new OrderServices( OtherContract::api( $parts ) );
		$this->outbox   = $this->services->outbox();
	}

	/** @return array<string, mixed> The document that an order has become by now. */
	protected function madeDocument( \WC_Order $order ): array {
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $sale->state, Sentence::shown( (string) $sale->errorMessage ) );
		return array_column( $this->documents(), null, 'externalReference' )[ (string) $sale->reference ];
	}

	protected function freshOrder( int $orderId ): \WC_Order {
		wp_cache_flush();
		return wc_get_order( $orderId );
	}

	/** As a person does on the order's page: the price of one stays. */
	protected function changeQuantity( int $orderId, int $quantity ): void {
		$order = $this->freshOrder( $orderId );
		foreach ( self::lines( $order ) as $item ) {
			$price = (float) $item->get_total() / $item->get_quantity();
			$item->set_quantity( $quantity );
			self::saved( $item, [ 'subtotal' => (string) ( $price * $quantity ), 'total' => (string) ( $price * $quantity ) ] );
		}
		$order->calculate_totals();
		$order->save();
	}

	protected function notes( int $orderId ): array {
		return array_map( static fn( $note ): string => $note->content, wc_get_order_notes( [ 'order_id' => $orderId ] ) );
	}

	/** As after both proofs of the day: that SORS shows nothing means that it has nothing. */
	protected function trustTheLookUp(): void {
		$scope = $this->services->api()->scope( self::DATABASE );
		foreach ( [ $scope, $scope . ' customers email', $scope . ' customers taxId' ] as $what ) {
			LookUpTrust::earn( $what );
		}
	}

	protected function workForAnHour( int $steps = 8 ): void {
		$this->workAfter( 450, $steps );
	}

	/** @return list<string> What happened to its sale. */
	protected function events( \WC_Order $order ): array {
		return array_column( History::of( $this->sale( $order->get_id() )->id ), 'event' );
	}

	/** @return list<string> What a person is offered. */
	protected static function remediesOf( OutboxEntry $entry ): array {
		return array_column( Remedies::of( $entry, true, false ), 'as' );
	}

	/** The entry after its order was looked at for changes. */
	protected function checked( \WC_Order $order ): OutboxEntry {
		wp_cache_flush();
		ChangedOrders::check( $this->sale( $order->get_id() ) );
		return $this->sale( $order->get_id() );
	}

	protected static function issueOf( OutboxEntry $entry ): ?string {
		return null === $entry->issue ? null : $entry->issue->code;
	}

	protected function patch( array $change ): void {
		$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => [ $change ] ] );
	}

	/** @return \Closure(string): bool Whether this statement is one by which WooCommerce reads that order or refund, its metas or its items; or metas of any items, which do not say whose they are. */
	protected static function readsOf( int $id ): \Closure {
		global $wpdb;
		$storage = OrderStorage::current();
		$items   = "{$wpdb->prefix}woocommerce_order_item";
		if ( ! self::isRealStore() ) {
			// The stand-in reads items and metas in its own way.
			return static fn( string $query ): bool => 1 === preg_match( "/^\s*SELECT\b.*\bFROM\s+`?{$storage->table}\b.*\b$id\b/s", $query ) && false === strpos( $query, 'sors_' );
		}
		$tables  = "{$storage->table}|{$storage->meta}|{$items}s";
		return static fn( string $query ): bool => 1 === preg_match( "/^\s*SELECT\b.*\bFROM\s+`?(({$tables})\b.*\b$id\b|{$items}meta\b)/s", $query ) && false === strpos( $query, 'sors_' );
	}

	/** @return string As SORS shows that document now. */
	protected function bodyOfDocument( int $at ): string {
		$id = (string) $this->documents()[ $at ]['id'];
		return self::answered( static fn() => ( new Services() )->api()->getDocument( self::DATABASE, $id ) );
	}

	/** @return string Body of the last answer of SORS meanwhile. */
	protected static function answered( callable $work ): string {
		$body   = '';
		$record = static function ( array $response ) use ( &$body ): array {
			$body = (string) $response['body'];
			return $response;
		};
		add_filter( 'http_response', $record );
		$work();
		remove_filter( 'http_response', $record );
		return $body;
	}
}
