<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

/** One line of an order. Money is what the buyer pays, VAT included, unless said otherwise. */
final class OrderLine {

	public const PRODUCT  = 'product';
	public const SHIPPING = 'shipping';
	public const FEE      = 'fee';

	public string $type = self::PRODUCT;
	public int $itemId  = 0;
	/** 0 for shipping and fees. */
	public int $productId = 0;
	/** 0 where it is not a variation. */
	public int $variationId = 0;
	public string $name     = '';
	public string $quantity = '1';
	/** Unit price before coupons; null = what was paid is the price. */
	public ?string $listPrice = null;
	/** What WooCommerce added to the order's total. */
	public string $total = '0';
	/** As stored, not rounded, without VAT. */
	public string $net = '0';
	/** @var array<int, string> Id of WooCommerce's tax rate => VAT as stored, not rounded. */
	public array $taxes = [];
	/** @var array<int, string> Id of WooCommerce's tax rate => its percent, e.g. "20", of those of the taxes that the order tells it of. */
	public array $rates = [];
	/** VAT rate by WooCommerce's own taxes; null where it charged none or several. */
	public ?string $taxRate = null;
	/** Id of the order's item that is the bundle it is in; 0 = none. */
	public int $bundle = 0;
	/** Of what is in a bundle, a piece; null = its product is gone or has none. */
	public ?string $regularPrice = null;
	/** Whether the taxes say what VAT was charged: not where the shop charges none for such a line at home either. */
	public bool $tellsVat = false;

	/** What refunds took off, both positive. */
	public string $refundedTotal    = '0';
	public string $refundedQuantity = '0';
	/** @var array<int, string> Id of WooCommerce's tax rate => the VAT in that, positive. */
	public array $refundedTaxes = [];
	/** Of the refunded quantity, what went back on the shelf. */
	public string $restockedQuantity = '0';

	/** How many roundings its total may have seen. */
	public function roundings(): int {
		return 1 + count( $this->taxes );
	}

	/** What is linked to a SORS item and what the ledger counts by: the variation, else the product. */
	public function objectId(): int {
		return 0 !== $this->variationId ? $this->variationId : $this->productId;
	}
}
