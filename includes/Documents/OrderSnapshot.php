<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/**
 * An order as it was when it was read, free of WooCommerce.
 *
 * @phpstan-import-type Tender from Tenders
 */
final class OrderSnapshot {

	/** Where the books are kept, whatever time zone the site is set to. */
	public const TIME_ZONE = 'Europe/Belgrade';

	/** As the shop shows it; filters change it, and it may repeat. */
	public string $number = '';
	/** Without `wc-`. */
	public string $status   = '';
	public string $currency = 'RSD';
	/** What the goods and charges cost, VAT included, before refunds: what the order asks for, its tenders, and what follows a deposit. */
	public string $total = '0';
	/** Of the total, what is asked for by orders that follow and was not paid yet; null = the order asks for all of it. */
	public ?string $deferred = null;
	/** All refunds, positive, with what went back to tenders. */
	public string $refunded = '0';
	/** @var list<Tender> What was paid by other means than the gateway. */
	public array $tenders = [];
	/** Y-m-d, by the business' own calendar: when it was placed, and how its document is dated. */
	public string $placedOn                 = '';
	public string $date                     = '';
	public string $dueDate                  = '';
	public ?\DateTimeImmutable $paidAt      = null;
	public ?\DateTimeImmutable $completedAt = null;
	/** Id of WooCommerce's payment gateway; empty where there was nothing to pay. */
	public string $gateway      = '';
	public string $gatewayTitle = '';
	/** What the gateway calls the payment; empty where it has not said so. */
	public string $transaction   = '';
	public string $shippingTitle = '';
	public string $customerNote  = '';
	public Buyer $buyer;
	/** WooCommerce has erased who the buyer was. */
	public bool $anonymized           = false;
	public string $deliveryName       = '';
	public string $deliveryAddress    = '';
	public string $deliveryPostalCode = '';
	public string $deliveryCity       = '';
	public string $deliveryCountry    = '';
	/** @var array<int, string> Id of a refund => amount, positive, with what went back to tenders. */
	public array $refunds = [];
	/** @var int|null Unix timestamp of the newest of them. */
	public ?int $refundedAt = null;
	/** @var list<OrderLine> */
	public array $lines = [];
	public Rounding $rounding;

	public function __construct() {
		$this->buyer    = new Buyer();
		$this->rounding = new Rounding( true, 2 );
	}

	/** By how much rounding alone may part the lines from what is to be paid. */
	public function mostRounding(): string {
		$roundings = 1;
		foreach ( $this->lines as $line ) {
			$roundings += $line->roundings();
		}
		return Decimal::add( $this->rounding->most( $roundings ), $this->mostRefundRounding() );
	}

	/** By how much rounding alone may part what was refunded from what refunds took off the lines. */
	public function mostRefundRounding(): string {
		$roundings = count( $this->refunds );
		foreach ( $this->lines as $line ) {
			$roundings += '0' === $line->refundedTotal ? 0 : $line->roundings();
		}
		return $this->rounding->most( $roundings );
	}
}
