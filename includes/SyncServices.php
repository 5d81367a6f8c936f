<?php
declare( strict_types=1 );

namespace SorsApi;

use SorsApi\Background\StoppedRuns;
use SorsApi\Background\Watchdog;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\Ledger;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Store\BulkCaches;
use SorsApi\Store\BulkStockWriter;
use SorsApi\Store\CatalogMapping;
use SorsApi\Store\CategoryTree;
use SorsApi\Store\Groups;
use SorsApi\Store\Images\AttachmentUses;
use SorsApi\Store\Images\Galleries;
use SorsApi\Store\Images\MediaLibrary;
use SorsApi\Store\Images\StoredImages;
use SorsApi\Store\Levels;
use SorsApi\Store\LinkChoices;
use SorsApi\Store\Links;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductWriter;
use SorsApi\Store\StockAnnouncer;
use SorsApi\Store\StockWriter;
use SorsApi\Store\Tombstones;
use SorsApi\Sync\Catalog\CatalogApplying;
use SorsApi\Sync\Catalog\CatalogItemWriter;
use SorsApi\Sync\Catalog\CatalogPasses;
use SorsApi\Sync\Catalog\CatalogRun;
use SorsApi\Sync\Catalog\CatalogShop;
use SorsApi\Sync\Engine\Approval;
use SorsApi\Sync\Engine\FirstRun;
use SorsApi\Sync\Engine\HeldInWords;
use SorsApi\Sync\Engine\HeldItems;
use SorsApi\Sync\Engine\KindOfRun;
use SorsApi\Sync\Engine\PreviewElsewhere;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Engine\Schedules;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Sync\Engine\StepRunner;
use SorsApi\Sync\Images\ImagesApplying;
use SorsApi\Sync\Images\ImagesItemWriter;
use SorsApi\Sync\Images\ImagesLookup;
use SorsApi\Sync\Images\ImagesRun;
use SorsApi\Sync\Reports\Conflicts;
use SorsApi\Sync\Reports\Examples;
use SorsApi\Sync\Reports\ItemPicture;
use SorsApi\Sync\Reports\ProductHistory;
use SorsApi\Sync\Reports\ProductReport;
use SorsApi\Sync\Stock\ChangesWatch;
use SorsApi\Sync\Stock\StockApplying;
use SorsApi\Sync\Stock\StockComparing;
use SorsApi\Sync\Stock\StockFollowUp;
use SorsApi\Sync\Stock\StockRun;
use SorsApi\Sync\Stock\StockShop;

/** Builds everything of "products in" by hand, each part when it is first needed. */
final class SyncServices {

	private Api $api;
	private SettingsStore $settings;
	private Ledger $ledger;

	/** @param Ledger $ledger What the shop has sold and SORS has not acknowledged yet. */
	public function __construct( Api $api, SettingsStore $settings, Ledger $ledger ) {
		$this->api      = $api;
		$this->settings = $settings;
		$this->ledger   = $ledger;
	}

	public function watchdog(): Watchdog {
		return new Watchdog( new RunTable(), new StepQueue(), $this->schedules(), $this->runs(), $this->firstRun(), new StoppedRuns( new RunTable(), $this->settings ) );
	}

	public function runs(): Runs {
		return new Runs( $this->settings, new RunTable(), new RunItems(), new HeldItems(), $this->steps(), new StepQueue(), $this->schedules() );
	}

	public function firstRun(): FirstRun {
		return new FirstRun( $this->runs(), $this->settings );
	}

	public function mapping(): CatalogMapping {
		return new CatalogMapping( $this->settings, new Groups(), new Links(), $this->linkChoices() );
	}

	public function tombstones(): Tombstones {
		return new Tombstones( new Links() );
	}

	public function linkChoices(): LinkChoices {
		return new LinkChoices( new Links(), new Groups(), $this->tombstones(), $this->settings );
	}

	public function schedules(): Schedules {
		return new Schedules( $this->settings, new RunTable() );
	}

	public function steps(): StepRunner {
		return new StepRunner( $this->settings, new RunTable(), new StepQueue(), $this->kinds() );
	}

	public function examples(): Examples {
		return new Examples( $this->api );
	}

	public function pictures(): ItemPicture {
		return new ItemPicture( $this->api, new RunItems() );
	}

	public function conflicts(): Conflicts {
		return new Conflicts( new RunItems() );
	}

	public function productReport(): ProductReport {
		return new ProductReport( $this->settings, new Links(), new Levels(), new StockShop( new ProductReader(), $this->ledger ), $this->runs() );
	}

	public function productHistory(): ProductHistory {
		return new ProductHistory( new Links(), new ProductReader() );
	}

	/** @return array<string, KindOfRun> */
	private function kinds(): array {
		$catalog = $this->catalog();
		$stock   = $this->stock();
		return [
			'catalog'                   => $catalog,
			'stock'                     => $stock,
			'images'                    => $this->images(),
			Run::elsewhere( 'catalog' ) => new PreviewElsewhere( $catalog ),
			Run::elsewhere( 'stock' )   => new PreviewElsewhere( $stock ),
		];
	}

	private function catalog(): CatalogRun {
		$items    = new RunItems();
		$links    = new Links();
		$groups   = new Groups();
		$products = new ProductReader();
		$buried   = new Tombstones( $links );
		$shop     = new CatalogShop( $groups, $links, $buried, $products );
		return new CatalogRun(
			$this->api,
			$groups,
			$links,
			$items,
			$buried,
			$products,
			$shop,
			new CatalogPasses( $links, $buried, $products, $items, $shop, $this->approval( $items, $links ) ),
			new CatalogApplying( new CategoryTree( $groups ), $items, $shop, new CatalogItemWriter( $links, $buried, $products, new ProductWriter(), new BulkCaches(), $items ), $this->approval( $items, $links ) )
		);
	}

	private function images(): ImagesRun {
		$items     = new RunItems();
		$links     = new Links();
		$stored    = new StoredImages();
		$library   = new MediaLibrary();
		$galleries = new Galleries();
		$lookup    = new ImagesLookup( $this->api, new ProductReader(), $galleries, $stored, $library );
		$writer    = new ImagesItemWriter( $lookup, $stored, $library, $galleries, new AttachmentUses(), new BulkCaches(), $items );
		return new ImagesRun( $lookup, $stored, $links, $items, $this->approval( $items, $links ), new ImagesApplying( $lookup, $links, $items, $writer ) );
	}

	private function stock(): StockRun {
		$items    = new RunItems();
		$links    = new Links();
		$levels   = new Levels();
		$products = new ProductReader();
		$shop     = new StockShop( $products, $this->ledger );
		$single    = new StockWriter();
		$caches    = new BulkCaches();
		$announcer = new StockAnnouncer( $caches );
		return new StockRun(
			$this->api,
			$levels,
			$links,
			new StockComparing( $levels, $links, $products, $shop, $items, new HeldItems(), $this->approval( $items, $links ) ),
			new StockApplying( $links, $items, $shop, new BulkStockWriter(), $single, $announcer, new StockFollowUp( $links, $items, $products, $announcer, $caches, $single ) ),
			$this->approval( $items, $links ),
			$this->ledger,
			new ChangesWatch( $this->settings, new OutboxTable(), $links, $levels )
		);
	}

	private function approval( RunItems $items, Links $links ): Approval {
		$held = new HeldItems();
		return new Approval( new RunTable(), $items, $held, $links, new HeldInWords( $items, $held, $links ) );
	}
}
