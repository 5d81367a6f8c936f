<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;

/**
 * The lines of a document as they were sent, each with the order's item that it is of: a return is made of them, whatever
 * links and catalogue say by then. They hold nothing of a buyer. Pure.
 *
 * @phpstan-type SentLine array{orderItem: int, type: string, objectId: int, productId: ?string, productCode: ?string, quantity: ?string, unit: ?string, unitPrice: ?string, discountPercent: ?string, vatRate: ?string, lineTotal: ?string}
 */
final class SentLines {

	/** Whether their prices include VAT. */
	public bool $withVat;

	/** @var list<SentLine> */
	public array $lines = [];

	public function __construct( bool $withVat ) {
		$this->withVat = $withVat;
	}

	/** @param array<mixed> $stored Written from one of these. */
	public static function read( array $stored ): self {
		$sent = new self( (bool) ( $stored['withVat'] ?? true ) );
		/** @var list<SentLine> $lines */
		$lines       = $stored['lines'] ?? [];
		$sent->lines = $lines;
		return $sent;
	}

	/**
	 * Without its name, which may be a buyer's own words.
	 *
	 * @param string $type As DraftLine's.
	 */
	public function add( string $type, OrderLine $source, DocumentLine $line ): void {
		$fields = get_object_vars( $line );
		unset( $fields['name'] );
		// By it the parts of a charge are told apart, also where SORS says nothing of its services' rates.
		$fields['vatRate'] = $fields['vatRate'] ?? ( OrderLine::PRODUCT === $type ? null : $source->taxRate );
		/** @var SentLine $sent */
		$sent          = [
			'orderItem' => $source->itemId,
			'type'      => $type,
			'objectId'  => $source->objectId(),
		] + $fields;
		$this->lines[] = $sent;
	}

	/** Those of a document of which only SORS knows them: a line of the order is known again by its item. */
	public static function ofDocument( Document $document, OrderSnapshot $order, LineItems $items ): self {
		$sent = new self( false !== $document->pricesIncludeVat );
		$left = $document->lines;
		foreach ( array_merge( ...array_map( [ Charges::class, 'parts' ], $order->lines ) ) as $line ) {
			$item = $items->itemOf( $line->type, $line );
			$is   = static fn( DocumentLine $shown ): bool => null !== $item && ( $shown->productCode === $item->code || ( null !== $item->id && $shown->productId === $item->id ) );
			// SORS may have put the lines of one item together.
			$those = array_filter( $left, $is ) ?: array_filter( $document->lines, $is );
			$same  = array_filter( $those, static fn( DocumentLine $shown ): bool => Decimal::equals( $shown->quantity ?? '0', $line->quantity ) );
			$at    = array_key_first( $same ?: $those );
			if ( null !== $item && null !== $at ) {
				$sent->add( $line->type, $line, new DocumentLine( [ 'productCode' => $item->code ] + get_object_vars( $those[ $at ] ) ) );
				unset( $left[ $at ] );
			}
		}
		return $sent;
	}

	/** @return array<int, string> Product or variation id => pieces of what has an item. */
	public function quantities(): array {
		$quantities = [];
		foreach ( $this->lines as $line ) {
			if ( OrderLine::PRODUCT === $line['type'] && null !== $line['productCode'] && 0 !== $line['objectId'] ) {
				$quantities[ $line['objectId'] ] = Decimal::add( $quantities[ $line['objectId'] ] ?? '0', $line['quantity'] ?? '0' );
			}
		}
		return $quantities;
	}

	/** What its goods come to, without shipping and fees, VAT included. */
	public function ofGoods(): string {
		$goods = array_filter( $this->lines, static fn( array $line ): bool => OrderLine::PRODUCT === $line['type'] );
		return array_reduce( array_map( [ $this, 'gross' ], $goods ), [ Decimal::class, 'add' ], '0' );
	}

	/** @param SentLine $line */
	private function gross( array $line ): string {
		$total = $line['lineTotal'] ?? '0';
		return $this->withVat ? $total : Decimal::multiply( $total, PricedLines::factor( (string) $line['vatRate'] ) );
	}

	/** @return list<DocumentLine> */
	public function asDocument(): array {
		$fields = get_class_vars( DocumentLine::class );
		return array_map( static fn( array $line ): DocumentLine => new DocumentLine( array_intersect_key( $line, $fields ) ), $this->lines );
	}

	/**
	 * Other plugins, and a buyer who pays once more, write the order's lines again: then it is that of the same product. Of the
	 * parts of a charge it is that of the rate.
	 *
	 * @return SentLine|null
	 */
	public function of( OrderLine $line ): ?array {
		$best = null;
		$most = 0;
		foreach ( $this->lines as $sent ) {
			$fits = $sent['orderItem'] === $line->itemId ? 4 : ( $sent['type'] === $line->type && $sent['objectId'] === $line->objectId() ? 2 : 0 );
			$fits = $fits + (int) ( $fits > 0 && null !== $line->taxRate && $sent['vatRate'] === $line->taxRate );
			if ( $fits > $most ) {
				$best = $sent;
				$most = $fits;
			}
		}
		return $best;
	}

	/**
	 * Gives the lines of a return item, unit and rate of what was sold, and no more money than that cost.
	 *
	 * @param list<DraftLine> $drafts
	 * @throws MappingRefused
	 */
	public function assign( array $drafts, string $document ): void {
		foreach ( $drafts as $draft ) {
			$sent = $this->of( $draft->source );
			if ( null === $sent ) {
				self::unknown( $document )->throw();
			}
			$draft->vatRate = $sent['vatRate'] ?? $draft->source->taxRate;
			$draft->item    = null === $sent['productCode'] ? null : new Item( $sent['productCode'], $sent['productId'], $draft->vatRate, $sent['unit'] );
			$draft->gross   = $this->atMost( $draft, $sent );
		}
	}

	public static function unknown( string $document ): MappingRefused {
		/* translators: %s: number of a document. */
		return new MappingRefused( 'lines_unknown', Sentence::__( 'Goods of %s came back, and it is not known by which of its lines they were sold. Enter the return in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce', $document ) );
	}

	/**
	 * An order may have been edited since it was sent.
	 *
	 * @param SentLine $sent
	 */
	private function atMost( DraftLine $draft, array $sent ): string {
		if ( null === $sent['lineTotal'] || null === $sent['quantity'] || '0' === $sent['quantity'] ) {
			return $draft->gross;
		}
		$most = Decimal::divide( Decimal::multiply( $this->gross( $sent ), $draft->quantity ), $sent['quantity'], 6 );
		// Prices without VAT are rounded.
		return Decimal::areWithin( $draft->gross, $most, '0.02' ) ? $draft->gross : Decimal::min( $draft->gross, $most );
	}
}
