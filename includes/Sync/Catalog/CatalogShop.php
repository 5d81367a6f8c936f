<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Settings\Settings;
use SorsApi\Sors\Product;
use SorsApi\Store\CategoryTree;
use SorsApi\Store\ExcludedItems;
use SorsApi\Store\Group;
use SorsApi\Store\Gtin;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\ProductFingerprints;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\SellableObjects;
use SorsApi\Store\TaxClasses;
use SorsApi\Store\Translations;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\LinkedProducts;
use SorsApi\Sync\Engine\Run;

/** Looks up in the shop what the planner needs to know. */
final class CatalogShop {

	public CatalogRules $rules;
	private Run $run;
	/** @var array<string, CatalogSubject> By code: what is looked up. */
	private array $subjects = [];

	public function __construct( Run $run, Settings $settings ) {
		$this->run   = $run;
		$default     = get_option( 'default_product_cat', 0 );
		$groups      = Group::seen( $run->database, $run->id );
		$this->rules = new CatalogRules(
			$settings,
			TaxClasses::ofShop( $settings->taxClassByVatRate ),
			$groups,
			is_numeric( $default ) ? (int) $default : 0,
			// A run that needed no groups has read none, and one may have been left alone since.
			Group::leftAlone( [] === $groups ? Group::all( $run->database ) : $groups ),
			taxonomy_exists( CategoryTree::BRANDS )
		);
	}

	/**
	 * What it has of some items, in a few queries.
	 *
	 * @param list<Product>    $items
	 * @param array<true>|null $waiting By code: what waits for a person. Null = all products are read.
	 * @return array<string, CatalogSubject> By code.
	 */
	public function subjects( array $items, ?array $waiting = null ): array {
		$this->subjects = [];
		foreach ( $items as $item ) {
			$this->subjects[ $item->code ] = new CatalogSubject();
		}
		// An empty one would find every product without SKU, and one that cannot be a SKU finds none; the planner reports their items.
		$codes  = array_values( array_filter( array_map( 'strval', array_keys( $this->subjects ) ), [ CatalogPlanner::class, 'isCode' ] ) );
		$links  = Links::byCodes( $codes );
		$prints = null === $waiting ? [] : $this->fingerprints( $items, array_diff_key( $links, $waiting ) );
		foreach ( $links as $code => $link ) {
			$this->subjects[ $code ]->link        = $link;
			$this->subjects[ $code ]->fingerprint = $prints[ $code ] ?? '';
		}
		$states = $this->products( array_filter( $links, fn( Link $link ): bool => ! $this->subjects[ $link->code ]->isSame() ) );
		$alone  = [];
		foreach ( $codes as $code ) {
			$subject        = $this->subjects[ $code ];
			$subject->state = $states[ $subject->objectId() ] ?? null;
			if ( null === $subject->state && ! $subject->isSame() ) {
				$alone[] = $code;
			}
		}
		$buried = ExcludedItems::of( $alone );
		foreach ( $alone as $code ) {
			$this->subjects[ $code ]->isDeleted  = null !== $this->subjects[ $code ]->link || isset( $buried[ $code ] );
			$this->subjects[ $code ]->isUnlinked = 0 !== ( $buried[ $code ] ?? 0 );
		}
		$this->findFormer( $items, $alone );
		$this->findCandidates( array_values( array_filter( $alone, fn( string $code ): bool => ! $this->subjects[ $code ]->isUnlinked ) ) );
		$this->findGtins( $items );
		return $this->subjects;
	}

	/**
	 * @param list<Product>       $items
	 * @param array<string, Link> $links By code.
	 * @return array<string, string> By code; one that is absent has to be compared.
	 */
	public function fingerprints( array $items, array $links ): array {
		$prints = [];
		if ( [] === $links || $this->run->isElsewhere() ) {
			return $prints;
		}
		$all = new ProductFingerprints( $links, [ Cursor::fingerprint( $this->rules->settings ), $this->rules->settings->chargeCodes(), $this->rules->fingerprint() ] );
		foreach ( $items as $item ) {
			// Of two items with one code neither is the product's.
			$isSecond = isset( $prints[ $item->code ] );
			$prints[ $item->code ] = isset( $links[ $item->code ] ) && ! $isSecond && [] === $item->faults() ? $all->of( $links[ $item->code ], $item->texts() ) : '';
		}
		return array_filter( $prints );
	}

	/**
	 * @param array<Link> $links
	 * @return array<int, ProductState> By product or variation.
	 */
	private function products( array $links ): array {
		$parts = $this->rules->parts();
		return SellableObjects::of( ProductReader::byIds( array_column( $links, 'objectId' ), $parts ), $parts );
	}

	/**
	 * Items whose code was corrected in SORS: within a database the id says that it is the same item. Where SORS shows the
	 * old code as well, it does not say which of the two the product is, and codes count.
	 *
	 * @param list<Product> $items
	 * @param list<string>  $alone Codes of those without a product.
	 */
	private function findFormer( array $items, array $alone ): void {
		$alone = array_fill_keys( $alone, true );
		$codes = [];
		foreach ( $items as $item ) {
			if ( isset( $alone[ $item->code ] ) && '' !== (string) $item->id ) {
				$codes[ (string) $item->id ] = $item->code;
			}
		}
		$links  = array_filter(
			Links::bySorsIds( $this->run->database, array_map( 'strval', array_keys( $codes ) ) ),
			fn( Link $link ): bool => ! isset( $this->subjects[ $link->code ] ) && ! $link->wasSeen( $this->run->id, $this->run->cursor->reading )
		);
		$states = $this->products( $links );
		foreach ( $links as $link ) {
			if ( isset( $states[ $link->objectId ] ) ) {
				$this->subjects[ $codes[ $link->sorsId ] ]->former      = $link;
				$this->subjects[ $codes[ $link->sorsId ] ]->formerState = $states[ $link->objectId ];
			}
		}
	}

	/** @param list<string> $codes Of those without a product. */
	private function findCandidates( array $codes ): void {
		$parts = $this->rules->parts();
		$found = SellableObjects::of( ProductReader::bySkus( $codes, $parts, $this->run->cursor->unlistedSkus ), $parts );
		$taken = Links::byObjectIds( array_column( $found, 'id' ) );
		$alike = [];
		foreach ( [] === $found ? [] : $codes as $code ) {
			$alike[ self::fold( $code ) ][] = $code;
		}
		foreach ( $found as $state ) {
			$own = $this->subjects[ $state->sku ] ?? null;
			if ( isset( $taken[ $state->id ] ) ) {
				// It belongs to the item it is linked to, whatever its SKU is now.
				if ( null !== $own ) {
					$own->taken = $state;
				}
			} elseif ( null !== $own ) {
				$own->candidates[] = $state;
			} else {
				foreach ( $alike[ self::fold( $state->sku ) ] ?? [] as $code ) {
					$this->subjects[ $code ]->candidates[] = $state;
				}
			}
		}
		foreach ( [] === $found ? [] : $codes as $code ) {
			$exact = $this->subjects[ $code ]->exact( $code );
			if ( count( $exact ) > 1 ) {
				$this->subjects[ $code ]->candidates = Translations::merged( $exact );
			}
		}
		if ( ! has_filter( 'sors_linked_product' ) ) {
			return;
		}
		$bySku = [];
		foreach ( $codes as $code ) {
			$exact          = $this->subjects[ $code ]->exact( $code );
			$bySku[ $code ] = 1 === count( $exact ) ? $exact[0]->id : 0;
		}
		$asked = LinkedProducts::ask( $bySku, $parts );
		foreach ( SellableObjects::of( $asked->chosen, $parts ) as $code => $state ) {
			$this->subjects[ $code ]->chosen = $state;
		}
		foreach ( $asked->failures as $code => $failure ) {
			$this->subjects[ $code ]->failure = $failure;
		}
	}

	/** @param list<Product> $items */
	private function findGtins( array $items ): void {
		$wanted = [];
		foreach ( $items as $item ) {
			$subject = $this->subjects[ $item->code ];
			$now     = null === $subject->state ? null : $subject->state->gtin;
			// No product comes of it, and WooCommerce's table has no index on bar codes.
			$isLeftOut = null === $now && false === $item->active && [] === $subject->candidates;
			$gtin      = $isLeftOut || $subject->isSame() || trim( (string) $item->gtin ) === $now ? null : Gtin::valid( (string) $item->gtin );
			if ( null !== $gtin && $gtin !== $now ) {
				$wanted[ $item->code ] = $gtin;
			}
		}
		$owners = ProductReader::byGtins( array_values( array_unique( $wanted ) ) );
		foreach ( $wanted as $code => $gtin ) {
			$this->subjects[ $code ]->gtinOwner = $owners[ $gtin ] ?? 0;
		}
	}

	/** What the database may take for the same: without accents, then without case. */
	private static function fold( string $code ): string {
		return mb_strtolower( remove_accents( rtrim( $code ) ) );
	}
}
