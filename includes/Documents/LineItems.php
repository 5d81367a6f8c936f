<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;

/** The SORS items that one order needs: gives every line of its document one, or says which are missing. */
final class LineItems {

	/** @var array<int, Item> Product or variation id => item. */
	private array $byObject;

	/** @var array<string, Item> Keys prefixed with "c", since PHP makes numbers of numeric ones. */
	private array $byCode = [];

	private Settings $settings;

	/** @var list<int> */
	private array $unlinked;

	/**
	 * @param array<int, Item> $byObject
	 * @param list<Item>       $others   Items that the settings name by their code: shipping and fees.
	 * @param list<int>        $unlinked Products and variations that the owner unlinked from their items.
	 */
	public function __construct( array $byObject, array $others, Settings $settings, array $unlinked = [] ) {
		$this->byObject = $byObject;
		$this->settings = $settings;
		$this->unlinked = $unlinked;
		foreach ( $others as $item ) {
			$this->byCode[ 'c' . $item->code ] = $item;
		}
	}

	/**
	 * @param list<DraftLine> $drafts
	 * @throws MappingRefused With the names of everything that has no item.
	 */
	public function assign( array $drafts ): void {
		$missing = [];
		$codes   = [];
		$doubled = [];
		foreach ( $drafts as $draft ) {
			$draft->item = $this->itemOf( $draft->type, $draft->source );
			if ( null !== $draft->item && $draft->item->isDoubled ) {
				$doubled[] = $draft->item->code;
			}
			$draft->vatRate = null === $draft->item ? $draft->source->taxRate : $draft->item->vatRate;
			if ( null !== $draft->item ) {
				continue;
			}
			$isProduct  = OrderLine::PRODUCT === $draft->type;
			$codes     += $isProduct ? [] : [ $draft->type => $this->settings->chargeCode( $draft->type, $draft->source->taxRate ) ];
			$isUnlinked = $isProduct && [] !== array_intersect( [ $draft->source->objectId(), $draft->source->productId ], $this->unlinked );
			// Unlinking promises that orders are refused.
			if ( $isUnlinked || ! $isProduct || 'named' !== $this->settings->unmappedLines ) {
				$missing[ $isUnlinked ? 'unlinked' : $draft->type ][] = $draft->source->name;
			}
		}
		if ( [] !== $doubled ) {
			self::doubled( $doubled )->throw();
		}
		if ( isset( $missing['unlinked'] ) ) {
			( new MappingRefused(
				'unlinked_product',
				/* translators: %s: names of products. */
				Sentence::_n(
					'You unlinked this product from SORS: %s. To send the order, press “Link again” on the product; or enter it in SORS by hand, then press “SORS has it already”.',
					'You unlinked these products from SORS: %s. To send the order, press “Link again” on each of them; or enter it in SORS by hand, then press “SORS has it already”.',
					count( $missing['unlinked'] ),
					'sors-api-for-woocommerce',
					implode( ', ', $missing['unlinked'] )
				)
			) )->throw();
		}
		if ( isset( $missing[ OrderLine::PRODUCT ] ) ) {
			( new MappingRefused(
				'unknown_product',
				/* translators: %s: names of products. */
				Sentence::_n(
					'SORS has no item for this product: %s. Give the product the item’s code as its SKU and run the catalogue sync, or allow lines without an item in the settings.',
					'SORS has no items for these products: %s. Give each product its item’s code as SKU and run the catalogue sync, or allow lines without an item in the settings.',
					count( $missing[ OrderLine::PRODUCT ] ),
					'sors-api-for-woocommerce',
					implode( ', ', $missing[ OrderLine::PRODUCT ] )
				)
			) )->throw();
		}
		if ( isset( $missing[ OrderLine::SHIPPING ] ) ) {
			self::missingCode( 'shipping_item', Sentence::__( 'shipping', 'sors-api-for-woocommerce' ), $codes[ OrderLine::SHIPPING ] ?? '' )->throw();
		}
		if ( isset( $missing[ OrderLine::FEE ] ) ) {
			self::missingCode( 'fee_item', Sentence::__( 'fees', 'sors-api-for-woocommerce' ), $codes[ OrderLine::FEE ] ?? '' )->throw();
		}
		self::checkVat( $drafts );
	}

	/**
	 * SORS works VAT out by its items. Where WooCommerce charged another one, such as none on a sale abroad or to an exempt
	 * buyer, the document would state VAT that the buyer never paid.
	 *
	 * @param list<DraftLine> $drafts
	 */
	private static function checkVat( array $drafts ): void {
		$different = [];
		$types     = [];
		foreach ( $drafts as $draft ) {
			$line = $draft->source;
			// What the shop keeps of a returned product's price is a fee by now.
			if ( null === $draft->item || null === $draft->vatRate || ! $line->tellsVat || $draft->type !== $line->type ) {
				continue;
			}
			$tax      = array_reduce( $line->taxes, [ Decimal::class, 'add' ], '0' );
			$gross    = Decimal::add( $line->net, $tax );
			$expected = Decimal::divide( Decimal::multiply( $gross, $draft->vatRate ), Decimal::add( '100', $draft->vatRate ), 6 );
			$rounding = Decimal::add( '0.05', Decimal::multiply( Decimal::absolute( $gross ), '0.002' ) );
			if ( Decimal::areWithin( $expected, $tax, $rounding ) ) {
				continue;
			}
			$charged = '0' === $line->net ? '0' : Decimal::divide( Decimal::multiply( $tax, '100' ), $line->net, 1 );
			/* translators: 1: name of a line of the order, 2: percent, 3: percent. */
			$different[]           = Sentence::__( '%1$s: %2$s %% instead of %3$s %%', 'sors-api-for-woocommerce', $line->name, Sentence::quantity( $charged ), Sentence::quantity( $draft->vatRate ) );
			$types[ $draft->type ] = true;
		}
		if ( [] === $different ) {
			return;
		}
		if ( ! isset( $types[ OrderLine::PRODUCT ] ) ) {
			/* translators: %s: list of lines of the order with two rates. */
			( new MappingRefused( 'vat_differs', Sentence::__( 'WooCommerce charged another VAT on shipping or a fee than its service has in SORS (%s), so a document would be wrong and none was made. Choose a service for that rate under SORS API → Settings → Orders: then the order is sent automatically. Or correct the tax class in WooCommerce (that of shipping by “Check your shop” under Connection), recalculate the order and send it again.', 'sors-api-for-woocommerce', implode( '; ', $different ) ) ) )->throw();
		}
		/* translators: %s: list of lines of the order with two rates. */
		( new MappingRefused( 'vat_differs', Sentence::__( 'WooCommerce charged another VAT than SORS’ items have (%s), so a document would be wrong and none was made. If the sale is right so, because it goes abroad or the buyer is exempt, enter it in SORS by hand and press “SORS has it already”. Otherwise correct the tax class of the product, or WooCommerce’s settings of taxes and shipping, recalculate the order and send it again.', 'sors-api-for-woocommerce', implode( '; ', $different ) ) ) )->throw();
	}

	/**
	 * One of the two would be taken off stock, which may not be the one that was sold.
	 *
	 * @param non-empty-list<string> $codes
	 */
	public static function doubled( array $codes ): MappingRefused {
		$codes = array_values( array_unique( $codes ) );
		return new MappingRefused(
			'duplicate_code',
			/* translators: %s: codes of items. */
			Sentence::_n(
				'Several items in SORS have the code %s, so it is not clear which of them was sold, and no document was made. Give each item its own code there and run the catalogue sync: then the order is sent automatically.',
				'Several items in SORS share each of these codes: %s. It is not clear which of them were sold, and no document was made. Give each item its own code there and run the catalogue sync: then the order is sent automatically.',
				count( $codes ),
				'sors-api-for-woocommerce',
				implode( ', ', $codes )
			)
		);
	}

	/** @param string $type As DraftLine's. */
	public function itemOf( string $type, OrderLine $line ): ?Item {
		return OrderLine::PRODUCT === $type ? $this->ofProduct( $line ) : $this->ofCode( $this->settings->chargeCode( $type, $line->taxRate ) );
	}

	/** Whether it has an item, or the owner took it away. */
	public function knows( OrderLine $line ): bool {
		return null !== $this->ofProduct( $line ) || [] !== array_intersect( [ $line->objectId(), $line->productId ], $this->unlinked );
	}

	public function ofProduct( OrderLine $line ): ?Item {
		if ( in_array( $line->objectId(), $this->unlinked, true ) ) {
			return null;
		}
		// Of a variation that has no item of its own, the item of its product.
		return $this->byObject[ $line->objectId() ] ?? $this->byObject[ $line->productId ] ?? null;
	}

	private function ofCode( string $code ): ?Item {
		return $this->byCode[ 'c' . $code ] ?? null;
	}

	private static function missingCode( string $reason, string $what, string $code ): MappingRefused {
		$message = '' === $code
			/* translators: %s: shipping, or fees. */
			? Sentence::__( 'The order has a line for %s, and no service in SORS was chosen for that. Choose it under SORS API → Settings → Orders, then send the order again.', 'sors-api-for-woocommerce', $what )
			/* translators: 1: shipping, or fees, 2: SORS code. */
			: Sentence::__( 'The order has a line for %1$s, but SORS has no service with the code %2$s. Choose another one under SORS API → Settings → Orders, or run the catalogue sync if the service is new.', 'sors-api-for-woocommerce', $what, $code );
		return new MappingRefused( $reason, $message );
	}
}
