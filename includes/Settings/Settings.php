<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/**
 * All settings but the API key, complete and valid. What each one means, and
 * its default, is in src/contract/rest/settings.ts; '' = not chosen.
 *
 * Maps whose keys look like numbers ("20") have integer keys in PHP.
 *
 * @phpstan-type SettingsArray array{
 *   database: string, businessUnitIds: list<string>, priceBusinessUnitId: string, documentBusinessUnitId: string,
 *   documentKind: string, exportOrders: bool, exportStatuses: list<string>,
 *   priceType: string, stockMode: string,
 *   newProductStatus: string, missingProducts: string, fields: array<string, string>, deleteUnusedImages: bool,
 *   taxClassByVatRate: array<string, string>, customerMode: string, singleCustomerCode: string,
 *   vatFieldKey: string, shippingItemCode: string, feeItemCode: string, roundingItemCode: string,
 *   unmappedLines: string, schedule: array<string, string>, paymentMethodMap: array<string, string>,
 *   fullStockHours: int, safetyLimitPercent: int, retentionDays: int, alertEmail: string, serbianScript: string,
 *   latinCurrency: bool, latinSlugs: bool, detailedLog: bool, removeAllData: bool, discountOnSaleItems: bool
 * }
 */
final class Settings {

	public string $database;

	/** @var list<string> Units whose stock is added up. */
	public array $businessUnitIds;
	public string $priceBusinessUnitId;
	public string $documentBusinessUnitId;

	/** One of reservation, invoice, invoiceDeliveryNote, deliveryNote. */
	public string $documentKind;

	public bool $exportOrders;

	/** @var list<string> Without `wc-`. */
	public array $exportStatuses;

	/** One of withVat, withoutVat. */
	public string $priceType;

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
	public string $roundingItemCode;

	/** One of refuse, named. */
	public string $unmappedLines;

	/** @var array<string, string> Kind of run => off, 15min, hourly, twicedaily or daily@HH:MM. */
	public array $schedule;

	/** @var array<string, string> Payment gateway id => payment method in SORS. */
	public array $paymentMethodMap;

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

	/** @param SettingsArray $values */
	public function __construct( array $values ) {
		$this->database               = $values['database'];
		$this->businessUnitIds        = $values['businessUnitIds'];
		$this->priceBusinessUnitId    = $values['priceBusinessUnitId'];
		$this->documentBusinessUnitId = $values['documentBusinessUnitId'];
		$this->documentKind           = $values['documentKind'];
		$this->exportOrders           = $values['exportOrders'];
		$this->exportStatuses         = $values['exportStatuses'];
		$this->priceType              = $values['priceType'];
		$this->stockMode              = $values['stockMode'];
		$this->newProductStatus       = $values['newProductStatus'];
		$this->missingProducts        = $values['missingProducts'];
		$this->fields                 = $values['fields'];
		$this->deleteUnusedImages     = $values['deleteUnusedImages'];
		$this->taxClassByVatRate      = $values['taxClassByVatRate'];
		$this->customerMode           = $values['customerMode'];
		$this->singleCustomerCode     = $values['singleCustomerCode'];
		$this->vatFieldKey            = $values['vatFieldKey'];
		$this->shippingItemCode       = $values['shippingItemCode'];
		$this->feeItemCode            = $values['feeItemCode'];
		$this->roundingItemCode       = $values['roundingItemCode'];
		$this->unmappedLines          = $values['unmappedLines'];
		$this->schedule               = $values['schedule'];
		$this->paymentMethodMap       = $values['paymentMethodMap'];
		$this->fullStockHours         = $values['fullStockHours'];
		$this->safetyLimitPercent     = $values['safetyLimitPercent'];
		$this->retentionDays          = $values['retentionDays'];
		$this->alertEmail             = $values['alertEmail'];
		$this->serbianScript          = $values['serbianScript'];
		$this->latinCurrency          = $values['latinCurrency'];
		$this->latinSlugs             = $values['latinSlugs'];
		$this->detailedLog            = $values['detailedLog'];
		$this->removeAllData          = $values['removeAllData'];
		$this->discountOnSaleItems    = $values['discountOnSaleItems'];
	}

	/** @return list<string> Codes of the items that stand for shipping, fees and rounding on documents; '' is none. */
	public function chargeCodes(): array {
		return array_values( array_unique( array_diff( [ $this->shippingItemCode, $this->feeItemCode, $this->roundingItemCode ], [ '' ] ) ) );
	}

	/** @return SettingsArray */
	public function toArray(): array {
		/** @var SettingsArray $values */
		$values = get_object_vars( $this );
		return $values;
	}

	/** @param array<string, string|list<string>> $others Valid ones in place of these. */
	public function with( array $others ): self {
		/** @var SettingsArray $values */
		$values = $others + $this->toArray();
		return new self( $values );
	}

	/** The unit whose prices the shop shows; '' where none is chosen. */
	public function priceUnit(): string {
		return '' !== $this->priceBusinessUnitId ? $this->priceBusinessUnitId : ( $this->businessUnitIds[0] ?? '' );
	}

	/** The unit that documents are issued from; '' where none is chosen. */
	public function documentUnit(): string {
		return '' !== $this->documentBusinessUnitId ? $this->documentBusinessUnitId : ( $this->businessUnitIds[0] ?? '' );
	}

	/** Is it chosen where to read from and where to write to? (The API key is not a setting: see ApiKey.) */
	public function isConfigured(): bool {
		return '' !== $this->database && [] !== $this->businessUnitIds;
	}
}
