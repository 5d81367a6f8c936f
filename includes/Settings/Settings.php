<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/**
 * All settings but the API key, complete and valid. What each one means, and
 * its default, is in src/contract/rest/settings.ts; '' = not chosen.
 *
 * Maps whose keys look like numbers ("20") have integer keys in PHP.
 */
final class Settings {

	/** Shared by all who try the API: whoever has a key can read it. */
	public const TEST_DATABASE = 'Demo2';

	public string $database;

	/** @var list<string> Units whose stock is added up. */
	public array $businessUnitIds;
	public string $priceBusinessUnitId;
	public string $documentBusinessUnitId;

	/** One of reservation, invoice, invoiceDeliveryNote, deliveryNote. */
	public string $documentKind;

	/** The same for companies, which are buyers with a PIB; '' = as for consumers. */
	public string $documentKindCompany;

	public bool $exportOrders;

	/** A person confirmed that the buyers are invented, so their orders may go to the database that all share. */
	public bool $sendToTestDatabase;

	/** @var list<string> Without `wc-`. */
	public array $exportStatuses;

	/** One of withVat, withoutVat. */
	public string $priceType;

	/** Prices from SORS in whole dinars, VAT included, while the shop shows no decimals. */
	public bool $wholePrices;

	/** One of onHand, available. */
	public string $stockMode;

	/** One of draft, publish. */
	public string $newProductStatus;

	/** One of leave, outOfStock, draft. */
	public string $missingProducts;

	/** @var array<string, string> Field (name, description, categories, brand, price, stock, images, status) => always, create or never; of brand also category. */
	public array $fields;

	/** Pictures of ours that SORS no longer has, and nothing refers to, are deleted, and not only taken off the product. */
	public bool $deleteUnusedImages;

	/** @var array<string, string> Normalised VAT rate => tax class slug ('' = standard). */
	public array $taxClassByVatRate;

	/** One of perBuyer, single. */
	public string $customerMode;
	public string $singleCustomerCode;
	public string $vatFieldKey;
	public string $shippingItemCode;
	public string $feeItemCode;

	/** @var array<string, string> Normalised VAT rate => code of the item that stands for shipping in place of the usual one. */
	public array $shippingItemByVatRate;

	/** @var array<string, string> The same for fees. */
	public array $feeItemByVatRate;

	/** One of refuse, named. */
	public string $unmappedLines;

	/** @var array<string, string> Kind of run => off, 15min, hourly, twicedaily or daily@HH:MM. */
	public array $schedule;

	/** @var array<string, string> Payment gateway id => payment method in SORS. */
	public array $paymentMethodMap;

	/** @var array<string, string> Payment gateway id => payment, completion or never: when its orders count as paid, where that is not the usual. */
	public array $paidByGateway;

	/** After how many hours a scheduled stock run reads everything, and not only what has changed; 0 = each time. */
	public int $fullStockHours;

	/** Percent, 1 to 100. */
	public int $safetyLimitPercent;
	public int $retentionDays;
	public string $alertEmail;

	/** One of site, latin, cyrillic. */
	public string $serbianScript;

	/** RSD instead of рсд. */
	public bool $latinCurrency;

	/** Latin slugs for new products with Cyrillic names. */
	public bool $latinSlugs;

	/** Whether each request to SORS is logged. */
	public bool $detailedLog;

	/** Whether everything goes when the plugin is deleted, and not only the key and what names buyers. */
	public bool $removeAllData;

	/** Whether the standing discount of a linked customer is given on goods that are on sale. */
	public bool $discountOnSaleItems;

	/** @param array<string, mixed> $values All of them, judged by the schema: each has the type of its property. */
	public function __construct( array $values ) {
		foreach ( $values as $name => $value ) {
			$this->$name = $value;
		}
	}

	/** @return list<string> Codes of the items that stand for shipping and fees on documents; '' is none. */
	public function chargeCodes(): array {
		return array_values( array_unique( array_diff( [ $this->shippingItemCode, $this->feeItemCode, ...array_values( $this->shippingItemByVatRate ), ...array_values( $this->feeItemByVatRate ) ], [ '' ] ) ) );
	}

	/**
	 * Code of the item that stands for a charge; '' = none was chosen.
	 *
	 * @param string      $charge  One of shipping, fee.
	 * @param string|null $vatRate Percent that WooCommerce charged; null = it does not tell.
	 */
	public function chargeCode( string $charge, ?string $vatRate ): string {
		[ $byRate, $usual ] = 'shipping' === $charge ? [ $this->shippingItemByVatRate, $this->shippingItemCode ] : [ $this->feeItemByVatRate, $this->feeItemCode ];
		$code               = $byRate[ (string) $vatRate ] ?? '';
		return '' === $code ? $usual : $code;
	}

	/** @return array<string, mixed> */
	public function toArray(): array {
		return get_object_vars( $this );
	}

	/** @param array<string, string|list<string>> $others Valid ones in place of these. */
	public function with( array $others ): self {
		return new self( $others + $this->toArray() );
	}

	/** Whether prices are taken, and sent, with VAT. */
	public function withVat(): bool {
		return 'withVat' === $this->priceType;
	}

	/** The kind of document that an order becomes. */
	public function kindFor( bool $isCompany ): string {
		return $isCompany && '' !== $this->documentKindCompany ? $this->documentKindCompany : $this->documentKind;
	}

	/** The unit whose prices the shop shows; '' where none is chosen. */
	public function priceUnit(): string {
		return '' !== $this->priceBusinessUnitId ? $this->priceBusinessUnitId : ( $this->businessUnitIds[0] ?? '' );
	}

	/** The unit that documents are issued from; '' where none is chosen. */
	public function documentUnit(): string {
		return '' !== $this->documentBusinessUnitId ? $this->documentBusinessUnitId : ( $this->businessUnitIds[0] ?? '' );
	}

	/** Whether orders may go to a database: those of a real shop never to the one that others can read. */
	public function takesOrders( string $database ): bool {
		return 0 !== strcasecmp( self::TEST_DATABASE, $database ) || ( $this->sendToTestDatabase && self::mayTestOrders() );
	}

	public static function mayTestOrders(): bool {
		return 'production' !== wp_get_environment_type();
	}

	/** Is it chosen where to read from and where to write to? (The API key is not a setting: see ApiKey.) */
	public function isConfigured(): bool {
		return '' !== $this->database && [] !== $this->businessUnitIds;
	}
}
