<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Baskets;

'cli' === PHP_SAPI || exit;

/**
 * What a buyer saw of an order, and so what SORS should hold of it: reckoned here, without the plugin's code.
 *
 * @phpstan-type Item array{product: string, code: string, rate: int}
 * @phpstan-type Part array{code: string, charged: int, amount: float, isGoods: bool, differs: bool}
 */
final class Seen {

	private const SHIPPING = 'USL-DOSTAVA';
	private const FEE      = 'USL-NAKNADA';

	private DrawnShop $shop;
	private DrawnBasket $basket;
	private float $total;
	/** WooCommerce says so, of cash on delivery once it is completed. */
	private bool $isPaid;
	/** Paid by voucher, card or wallet. */
	private float $tendered;
	/** @var list<Part> */
	private array $parts = [];
	/** @var array<string, float> Code of goods => pieces. */
	private array $pieces = [];
	/** @var array<int, float> Percent => VAT. */
	private array $vat = [];
	/** @var array<int, float> The same with each line rounded. */
	private array $vatByLine = [];
	/** @var array<int, float> Percent => discount, VAT included. */
	private array $discounts = [];
	/** Of a deposit, what other orders ask for. */
	private float $later = 0;
	private int $roundings = 1;
	private array $questions = [];

	/**
	 * @param array<int, Item> $items Product id => item in SORS; of a bundle there is none.
	 */
	public function __construct( \WC_Order $order, float $shown, float $taken, DrawnBasket $basket, DrawnShop $shop, array $items ) {
		$this->shop     = $shop;
		$this->basket   = $basket;
		$this->tendered = $taken;
		$this->isPaid   = null !== $order->get_date_paid() && 'none' !== $basket->payment && ( 'cod' !== $basket->payment || 'completed' === $order->get_status() );
		$rates          = [];
		foreach ( $order->get_taxes() as $tax ) {
			$rates[ $tax->get_rate_id() ] = (int) $tax->get_rate_percent();
		}
		$lines = [];
		foreach ( $order->get_items( [ 'line_item', 'shipping', 'fee' ] ) as $item ) {
			if ( ! $item instanceof \WC_Order_Item_Product && ! $item instanceof \WC_Order_Item_Shipping && ! $item instanceof \WC_Order_Item_Fee ) {
				continue;
			}
			$net   = (float) $item->get_total();
			$full  = 'yes' === $item->get_meta( '_is_deposit' ) ? (float) $item->get_meta( '_deposit_full_amount_ex_tax' ) / $net : 1;
			$taxes = [];
			foreach ( array_filter( $item->get_taxes()['total'], 'is_numeric' ) as $id => $tax ) {
				$taxes[ $rates[ $id ] ]     = (float) $tax * $full;
				$this->vat[ $rates[ $id ] ] = ( $this->vat[ $rates[ $id ] ] ?? 0 ) + (float) $tax * $full;

				$this->vatByLine[ $rates[ $id ] ] = ( $this->vatByLine[ $rates[ $id ] ] ?? 0 ) + round( (float) $tax );
			}
			$this->later += ( $net + array_sum( $taxes ) / $full ) * ( $full - 1 );
			$lines[]      = [ $item, $net * $full, $taxes ];
		}
		foreach ( $lines as [ $item, $net, $taxes ] ) {
			$this->add( $item, $net, $taxes, $items );
		}
		$this->total = $shown + $this->tendered + $this->later;
		foreach ( array_diff_key( $this->discounts, [ 0 => 0 ] ) as $rate => $discount ) {
			$of = array_filter( $this->parts, static fn( array $part ): bool => $part['charged'] === $rate );
			if ( $discount - array_sum( array_column( $of, 'amount' ) ) > 0.5 * $shop->unit() * $this->roundings ) {
				// WooCommerce gave a discount on what it had not taxed.
				$this->questions[] = 'vat_differs';
			}
		}
		foreach ( $this->discounted() as $part ) {
			// A charge that a discount takes away is no line.
			if ( $part['differs'] && ( $part['isGoods'] || $part['amount'] >= 0.005 ) ) {
				$this->questions[] = 'vat_differs';
			}
		}
		if ( 0 !== $basket->gap ) {
			$this->questions[] = $basket->gap < 0 ? 'total_differs' : 'total_raised';
		}
		if ( $shown < 0 ) {
			$this->questions[] = 'total_negative';
		}
		if ( abs( $shown - (float) $order->get_total() ) > 0.001 ) {
			$this->questions[] = 'The order costs ' . $order->get_total() . ", and the buyer saw $shown";
		}
	}

	/** @return list<string> Codes of questions of which an owner is rightly asked one; empty = the order can be sent. */
	public function questions(): array {
		return array_unique( $this->questions );
	}

	/** @param array<string, mixed> $document As SORS has it. */
	public function faults( array $document ): array {
		$faults  = [];
		$amounts = [];
		$pieces  = [];
		$byRate  = [];
		foreach ( $document['lines'] as $line ) {
			$code             = $line['productCode'];
			$rate             = (int) $line['vatRate'];
			$gross            = $line['lineTotal'] * ( $document['pricesIncludeVat'] ? 1 : 1 + $rate / 100 );
			$amounts[ $code ] = ( $amounts[ $code ] ?? 0 ) + $gross;
			$pieces[ $code ]  = ( $pieces[ $code ] ?? 0 ) + $line['quantity'];
			$byRate[ $rate ]  = ( $byRate[ $rate ] ?? 0 ) + $gross;
			if ( abs( round( $line['quantity'] * $line['unitPrice'] * ( 1 - $line['discountPercent'] / 100 ), 2 ) - $line['lineTotal'] ) > 0.001 || $line['lineTotal'] < 0 ) {
				$faults[] = "$code: {$line['quantity']} × {$line['unitPrice']} less {$line['discountPercent']} % is not {$line['lineTotal']}";
			}
			if ( $line['discountPercent'] > 0 && [] === $this->basket->coupons ) {
				$faults[] = "$code: {$line['discountPercent']} % without a coupon";
			}
		}
		// Where taxes come to the same by line and at subtotal, an order does not tell whether its lines were rounded: today's settings count, or
		// where a gift card has lowered the total, the lines as they are stored.
		$tells   = ( ! $this->shop->changesEarly && 0.0 === (float) $this->tendered ) || array_map( 'round', $this->vat ) !== $this->vatByLine;
		$isWhole = $tells && $this->shop->hasTaxes && 0 === $this->shop->decimals && $this->shop->roundsByLine && $document['pricesIncludeVat'] && [] === $this->discounts && '' === $this->basket->bundle && 0.0 === $this->later;
		foreach ( $isWhole && array_sum( array_diff_key( $amounts, $this->pieces ) ) > $this->roundings ? $document['lines'] : [] as $line ) {
			if ( isset( $this->pieces[ $line['productCode'] ] ) && abs( round( $line['lineTotal'] ) - $line['lineTotal'] ) > 0.001 ) {
				$faults[] = "{$line['productCode']}: {$line['lineTotal']} is not in whole dinars";
			}
		}
		$paras = $document['pricesIncludeVat'] ? 0.001 : 0.01 * ( 1 + count( $document['lines'] ) );
		// Of a deposit both parts are rounded.
		$later = $this->later > 0 ? 2 * $this->shop->unit() : 0.001;
		if ( abs( $document['total'] - $this->total ) > $later || abs( array_sum( $amounts ) - $document['total'] ) > $paras ) {
			$faults[] = "$this->total was sent as {$document['total']} with lines of " . array_sum( $amounts );
		}
		$paid = $this->isPaid ? $this->total - $this->later : $this->tendered;
		if ( abs( $document['paidAmount'] - $paid ) > 0.001 ) {
			$faults[] = "$paid was paid, and SORS has {$document['paidAmount']}";
		}
		$parts    = $this->discounted();
		$expected = [];
		foreach ( $parts as $part ) {
			$expected[ $part['code'] ] = ( $expected[ $part['code'] ] ?? 0 ) + $part['amount'];
		}
		foreach ( $expected as $code => $amount ) {
			$isGoods = isset( $this->pieces[ $code ] );
			// A half for its net and one for its tax; as much for each thing that was shared out over it.
			$shared  = count( $this->discounts ) + ( $this->later > 0 ? 1 : 0 ) + ( '' !== $this->basket->bundle ? 1 : 0 );
			$allowed = $this->shop->unit() * ( $isGoods ? 1 + $shared : 0.5 * $this->roundings ) + $paras;
			if ( abs( $amount - ( $amounts[ $code ] ?? 0 ) ) > $allowed ) {
				$faults[] = "$code cost $amount, and SORS has " . ( $amounts[ $code ] ?? 0 );
			}
			if ( $isGoods && abs( $this->pieces[ $code ] - ( $pieces[ $code ] ?? 0 ) ) > 0.0001 ) {
				$faults[] = "$code: {$this->pieces[ $code ]} pieces, and SORS has " . ( $pieces[ $code ] ?? 0 );
			}
		}
		if ( [] !== array_diff_key( $pieces, $expected ) ) {
			$faults[] = 'Nobody bought ' . implode( ', ', array_keys( array_diff_key( $pieces, $expected ) ) );
		}
		$untaxed = array_filter( $parts, static fn( array $part ): bool => ! $part['isGoods'] && 0 === $part['charged'] );
		foreach ( $this->vat as $rate => $vat ) {
			// SORS puts VAT into charges that had none.
			$gross = ( $byRate[ $rate ] ?? 0 ) - ( 20 === $rate ? array_sum( array_column( $untaxed, 'amount' ) ) : 0 );
			if ( abs( $gross * $rate / ( 100 + $rate ) - $vat ) > 0.5 * $this->shop->unit() * $this->roundings + $paras ) {
				$faults[] = "VAT of $rate % was $vat, and SORS has $gross of it";
			}
		}
		return $faults;
	}

	/**
	 * @param \WC_Order_Item_Product|\WC_Order_Item_Shipping|\WC_Order_Item_Fee $line
	 * @param array<int, float>                                                 $taxes Percent => VAT.
	 * @param array<int, Item>                                                  $items
	 */
	private function add( \WC_Order_Item $line, float $net, array $taxes, array $items ): void {
		$gross            = $net + array_sum( $taxes );
		$this->roundings += 1 + count( $taxes );
		if ( $gross < 0 ) {
			$this->discount( $net, $taxes, $line instanceof \WC_Order_Item_Fee );
			$net = 0.0;
			$gross = 0.0;
			$taxes = [];
		}
		if ( $line instanceof \WC_Order_Item_Fee && 0.0 === $gross ) {
			return;
		}
		if ( $line instanceof \WC_Order_Item_Product ) {
			$id   = 0 !== $line->get_variation_id() ? $line->get_variation_id() : $line->get_product_id();
			$item = $items[ $id ] ?? null;
			if ( null === $item ) {
				$this->share( $gross, $items );
				return;
			}
			$this->pieces[ $item['code'] ] = ( $this->pieces[ $item['code'] ] ?? 0 ) + $line->get_quantity();
		} else {
			if ( count( $taxes ) > 1 ) {
				$this->addInParts( $line, $net, $taxes );
				return;
			}
			$item = $this->service( $line, (int) key( $taxes ) );
		}
		$isGoods = $line instanceof \WC_Order_Item_Product;
		// The cart rounds the tax of shipping before it is stored.
		$rounded = $line instanceof \WC_Order_Item_Shipping ? 0.51 * $this->shop->unit() : 0.02;
		$differs = $this->shop->hasTaxes && ( $isGoods || [] !== $taxes ) && abs( array_sum( $taxes ) - $net * $item['rate'] / 100 ) > $rounded;
		$charged = $isGoods || ! $differs ? $item['rate'] : (int) round( 100 * array_sum( $taxes ) / $net );
		$this->put( $item, $gross, $isGoods, $isGoods || [] !== $taxes ? $charged : 0, $differs );
	}

	/** @return Item */
	private function service( \WC_Order_Item $charge, int $rate ): array {
		$code = $charge instanceof \WC_Order_Item_Shipping ? self::SHIPPING : self::FEE;
		return [ 'product' => '' ] + ( $this->shop->hasServicesByRate && 10 === $rate ? [ 'code' => $code . '10', 'rate' => 10 ] : [ 'code' => $code, 'rate' => 20 ] );
	}

	/** @param array<int, float> $taxes Percent => VAT. */
	private function addInParts( \WC_Order_Item $charge, float $net, array $taxes ): void {
		$nets = [];
		foreach ( array_filter( $taxes ) as $rate => $tax ) {
			$nets[ $rate ] = 100 * $tax / $rate;
		}
		foreach ( $nets as $rate => $part ) {
			$item  = $this->service( $charge, $rate );
			$gross = $net * $part / array_sum( $nets ) + $taxes[ $rate ];
			$this->put( $item, $gross, false, $rate, self::isOtherVat( $gross, $rate, $item['rate'] ) );
			$this->moveVat( $gross, $rate, $item['rate'] );
		}
	}

	/** Five paras and two in a thousand are rounding. */
	private static function isOtherVat( float $gross, int $charged, int $rate ): bool {
		return abs( $gross * $charged / ( 100 + $charged ) - $gross * $rate / ( 100 + $rate ) ) > 0.05 + 0.002 * $gross;
	}

	/** What SORS works out by an item of another rate. */
	private function moveVat( float $gross, int $charged, int $rate ): void {
		$this->vat[ $charged ] -= $gross * $charged / ( 100 + $charged );
		$this->vat[ $rate ]     = ( $this->vat[ $rate ] ?? 0 ) + $gross * $rate / ( 100 + $rate );
	}

	/** @param Item $item */
	private function put( array $item, float $amount, bool $isGoods, int $charged, bool $differs = false ): void {
		$this->parts[] = [ 'code' => $item['code'], 'charged' => $this->shop->hasTaxes ? $charged : 0 ] + compact( 'amount', 'isGoods', 'differs' );
	}

	/**
	 * Of a bundle without an item its contents, by their regular prices.
	 *
	 * @param array<int, Item> $items
	 */
	private function share( float $gross, array $items ): void {
		$inside  = array_filter( $this->basket->lines, static fn( array $line ): bool => $line['isInside'] );
		$weights = array_map( static fn( array $line ): float => (float) $line['price'] * (float) $line['quantity'], $inside );
		$codes   = array_column( $items, null, 'product' );
		foreach ( $inside as $at => $line ) {
			$item  = $codes[ $line['product'] ];
			$share = $gross * $weights[ $at ] / array_sum( $weights );
			$this->put( $item, $share, true, $item['rate'] );
			if ( $this->shop->hasTaxes ) {
				$this->moveVat( $share, 20, $item['rate'] );
			}
			if ( $this->shop->hasTaxes && self::isOtherVat( $share, 20, $item['rate'] ) ) {
				$this->questions[] = 'vat_differs';
			}
		}
	}

	/**
	 * A negative fee is a discount, by rate as its own taxes say; one without tax in a shop with taxes is a wallet. Goods
	 * are below zero where a coupon of all that they cost was rounded up.
	 */
	private function discount( float $net, array $taxes, bool $isFee ): void {
		if ( $isFee && 0.0 === (float) array_sum( $taxes ) && [] !== array_filter( $this->vat ) ) {
			$this->tendered -= $net;
			return;
		}
		foreach ( $taxes as $rate => $tax ) {
			if ( 0 !== $rate ) {
				$this->discounts[ $rate ] = ( $this->discounts[ $rate ] ?? 0 ) - $tax * ( 100 + $rate ) / $rate;
				$net                     -= $tax * 100 / $rate;
			}
		}
		$this->discounts[0] = ( $this->discounts[0] ?? 0 ) - $net;
	}

	/** @return list<Part> Less what discounts took off goods, and then off charges, of their rate. */
	private function discounted(): array {
		$parts = $this->parts;
		foreach ( $this->discounts as $rate => $discount ) {
			foreach ( [ true, false ] as $isGoods ) {
				$of        = array_filter( $parts, static fn( array $part ): bool => $part['charged'] === $rate && $part['isGoods'] === $isGoods );
				$sum       = array_sum( array_column( $of, 'amount' ) );
				$taken     = min( $discount, $sum );
				$discount -= $taken;
				foreach ( $taken > 0 ? $of : [] as $at => $part ) {
					$parts[ $at ]['amount'] -= $taken * $part['amount'] / $sum;
				}
			}
		}
		return $parts;
	}
}
