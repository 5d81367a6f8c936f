<?php
declare( strict_types=1 );

namespace SorsApi;

use SorsApi\Background\Watchdog;
use SorsApi\Ledger\Ledger;
use SorsApi\Sors\Api;
use SorsApi\Store\CategoryTree;
use SorsApi\Sync\Catalog\CatalogApplying;
use SorsApi\Sync\Catalog\CatalogRun;
use SorsApi\Sync\Engine\FirstRun;
use SorsApi\Sync\Engine\KindOfRun;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Engine\StepRunner;
use SorsApi\Sync\Images\ImagesLookup;
use SorsApi\Sync\Images\ImagesRun;
use SorsApi\Sync\Reports\Examples;
use SorsApi\Sync\Reports\ProductReport;
use SorsApi\Sync\Stock\ChangesWatch;
use SorsApi\Sync\Stock\StockApplying;
use SorsApi\Sync\Stock\StockComparing;
use SorsApi\Sync\Stock\StockRun;
use SorsApi\Sync\Stock\StockShop;

/** Builds everything of "products in" by hand, each part when it is first needed. */
final class SyncServices {

	private Api $api;
	private Ledger $ledger;

	/** @param Ledger $ledger What the shop has sold and SORS has not acknowledged yet. */
	public function __construct( Api $api, Ledger $ledger ) {
		$this->api    = $api;
		$this->ledger = $ledger;
	}

	public function watchdog(): Watchdog {
		return new Watchdog( $this->runs(), $this->firstRun() );
	}

	public function runs(): Runs {
		return new Runs( $this->steps() );
	}

	public function firstRun(): FirstRun {
		return new FirstRun( $this->runs() );
	}

	public function steps(): StepRunner {
		return new StepRunner( $this->kinds() );
	}

	public function examples(): Examples {
		return new Examples( $this->api );
	}

	public function pictures(): ImagesLookup {
		return new ImagesLookup( $this->api );
	}

	public function productReport(): ProductReport {
		return new ProductReport( new StockShop( $this->ledger ), $this->runs() );
	}

	/** @return array<string, KindOfRun> */
	private function kinds(): array {
		return [
			'catalog' => new CatalogRun( $this->api, new CatalogApplying( new CategoryTree() ) ),
			'stock'   => $this->stock(),
			'images'  => new ImagesRun( $this->pictures() ),
		];
	}

	private function stock(): StockRun {
		$shop = new StockShop( $this->ledger );
		return new StockRun( $this->api, new StockComparing( $shop ), new StockApplying( $shop ), $this->ledger, new ChangesWatch( $this->api ) );
	}
}
