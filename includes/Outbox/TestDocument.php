<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Documents\DocumentMapper;
use SorsApi\Documents\Item;
use SorsApi\Documents\LineItems;
use SorsApi\Documents\MappingContext;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;
use SorsApi\Sors\Product;
use SorsApi\Store\Level;
use SorsApi\Store\Levels;

/**
 * What an order would become in SORS, with an invented buyer. In the database that is there for trying it can be made;
 * for any other it is only shown, since it would stand in the books of a real business.
 *
 * It is no order: the outbox, the ledger, the links and the customers hear nothing of it, and its reference is none of ours.
 * Why there is none, a MappingRefused, an OutboxRefused or a SorsError says.
 */
final class TestDocument {

	/** Pages of items that are read at most. */
	private const PAGES = 5;

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/** @return array<string, mixed> Zod `testDocument`. */
	public function preview( Settings $settings ): array {
		return $this->shown( $this->document( $settings, null ), $settings, null );
	}

	/**
	 * Only in the shared database: the caller has made sure.
	 *
	 * @return array<string, mixed> Zod `testDocument`.
	 */
	public function make( Settings $settings ): array {
		SendingPermission::check();
		$customer = $this->api->listCustomers( Settings::TEST_DATABASE )->items[0] ?? null;
		$document = $this->document( $settings, null === $customer ? null : $customer->id );
		$made     = $this->api->createDocument( Settings::TEST_DATABASE, $settings->documentKind, $this->api->documentBody( $document ) );
		return $this->shown( $document, $settings, $made->name() );
	}

	private function document( Settings $settings, ?string $customerId ): Document {
		$products = $this->products( $settings );
		$sold     = self::choose( $products, $settings, Settings::TEST_DATABASE === $settings->database );
		$shipping = array_values( array_filter( $products, static fn( Product $item ): bool => $item->code === $settings->shippingItemCode && $item->code !== $sold->code ) );
		$lines    = [ self::line( $sold, OrderLine::PRODUCT ), ...array_map( static fn( Product $item ): OrderLine => self::line( $item, OrderLine::SHIPPING ), $shipping ) ];

		$order                     = new OrderSnapshot();
		$order->number             = 'TEST';
		$order->total              = array_reduce( $lines, static fn( string $sum, OrderLine $line ): string => Decimal::add( $sum, $line->total ), '0' );
		$order->date               = (string) wp_date( 'Y-m-d', null, new \DateTimeZone( OrderSnapshot::TIME_ZONE ) );
		$order->dueDate            = $order->date;
		$order->placedOn           = $order->date;
		$order->gateway            = 'cod';
		$order->buyer->name        = 'Proba Probić';
		$order->buyer->email       = 'proba@example.com';
		$order->deliveryName       = 'Proba Probić';
		$order->deliveryAddress    = 'Probna ulica 1';
		$order->deliveryPostalCode = '11000';
		$order->deliveryCity       = 'Beograd';
		$order->deliveryCountry    = 'RS';
		$order->lines              = $lines;

		$items   = new LineItems( [ 1 => self::item( $sold ) ], array_map( [ self::class, 'item' ], $shipping ), $settings );
		$context = new MappingContext( $settings->documentKind, 'test-' . wp_generate_password( 12, false ), $settings->documentUnit(), $customerId, $items, $settings );
		return DocumentMapper::map( $order, $context )->document;
	}

	/**
	 * As far as they are needed to find the one that stands for shipping.
	 *
	 * @return list<Product>
	 */
	private function products( Settings $settings ): array {
		$found = [];
		$next  = null;
		$pages = 0;
		do {
			$read  = $this->api->listProducts( $settings->database, [], $next );
			$found = array_merge( $found, $read->items );
			$next  = $read->next;
		} while ( ++$pages < self::PAGES && null !== $next && ! in_array( $settings->shippingItemCode, [ '', ...array_column( $found, 'code' ) ], true ) );
		return $found;
	}

	/**
	 * What a shop sells: it has a price, and is in stock as far as that is known.
	 *
	 * @param list<Product> $items
	 * @param bool          $isService In the database that others try as well it has no stock.
	 */
	private static function choose( array $items, Settings $settings, bool $isService ): Product {
		$levels    = Levels::byCodes( array_column( $items, 'code' ) );
		$isInStock = static fn( Level $level ): bool => in_array( $level->unitId, $settings->businessUnitIds, true ) && Decimal::compare( $level->available ?? $level->onHand ?? '0', '0' ) > 0;
		$ranks     = [];
		foreach ( $items as $position => $item ) {
			if ( '' !== $item->code && false !== $item->active ) {
				$ranks[ $position ] = ( in_array( $item->code, $settings->chargeCodes(), true ) ? 0 : 8 ) + ( $isService === ( 'service' === $item->itemType ) ? 4 : 0 )
					+ ( Decimal::compare( self::price( $item ), '0' ) > 0 ? 2 : 0 ) + ( [] !== array_filter( $levels[ $item->code ] ?? [], $isInStock ) ? 1 : 0 );
			}
		}
		if ( [] === $ranks ) {
			( new MappingRefused( 'empty', __( 'SORS shows no item in this database, so there is nothing to make a document of.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return $items[ (int) array_search( max( $ranks ), $ranks, true ) ];
	}

	private static function line( Product $item, string $type ): OrderLine {
		$price           = self::price( $item );
		$line            = new OrderLine();
		$line->type      = $type;
		$line->name      = $item->name ?? $item->code;
		$line->total     = '0' === $price ? '100' : $price;
		$line->productId = OrderLine::PRODUCT === $type ? 1 : 0;
		return $line;
	}

	private static function item( Product $item ): Item {
		return new Item( $item->code, $item->id, $item->vatRate, $item->unit );
	}

	/** With VAT, as a buyer pays it; 0 = none. */
	private static function price( Product $item ): string {
		$price = $item->priceWithVat ?? ( null === $item->priceWithoutVat ? '0' : Decimal::divide( Decimal::multiply( $item->priceWithoutVat, Decimal::add( '100', $item->vatRate ?? '0' ) ), '100', 2 ) );
		return Decimal::compare( $price, '0' ) > 0 ? Decimal::round( $price, 2 ) : '0';
	}

	/**
	 * @param string|null $made Number of the document in SORS; null = only shown.
	 * @return array<string, mixed>
	 */
	private function shown( Document $document, Settings $settings, ?string $made ): array {
		$line = static fn( DocumentLine $line ): array => [
			'name'     => (string) ( $line->name ?? $line->productCode ),
			'quantity' => Decimal::normalise( (string) $line->quantity ),
			'vatRate'  => null === $line->vatRate ? null : Decimal::normalise( $line->vatRate ),
			'total'    => Decimal::normalise( (string) ( $line->lineTotal ?? $document->total ) ),
		];
		return [
			'database' => $settings->database,
			'made'     => $made,
			'kind'     => $settings->documentKind,
			'buyer'    => (string) $document->buyerName,
			'total'    => Decimal::normalise( (string) $document->total ),
			'lines'    => array_map( $line, $document->lines ),
			'body'     => (string) wp_json_encode( json_decode( $this->api->documentBody( $document ) ), JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ),
		];
	}
}
