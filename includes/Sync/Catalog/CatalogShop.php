<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Settings\Settings;
use SorsApi\Sors\Product;
use SorsApi\Store\Brands;
use SorsApi\Store\Groups;
use SorsApi\Store\Gtin;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\ProductFingerprints;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\SellableObjects;
use SorsApi\Store\TaxClasses;
use SorsApi\Store\ExcludedItems;
use SorsApi\Store\Translations;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\LinkedProducts;
use SorsApi\Sync\Engine\Run;

/** Looks up in the shop what the planner needs to know. */
final class CatalogShop {

	public static function rules( Run $run, Settings $settings ): CatalogRules {
		$default = get_option( 'default_product_cat', 0 );
		$groups  = Groups::seen( $run->database, $run->id );
		return new CatalogRules(
			$settings,
			TaxClasses::ofShop( $settings->taxClassByVatRate ),
			$groups,
			is_numeric( $default ) ? (int) $default : 0,
			in_array( 'global_unique_id', ( new \WC_Product_Simple() )->get_data_keys(), true ),
			$run->cursor->unlistedSkus,
			// A run that needed no groups has read none, and one may have been left alone since.
			Groups::leftAlone( [] === $groups ? Groups::all( $run->database ) : $groups ),
			taxonomy_exists( Brands::TAXONOMY )
		);
	}

	/**
	 * What it has of some items, in a few queries.
	 *
	 * @param list<Product>       $items
	 * @param array<true>|null    $waiting By code: what waits for a person. Null = all products are read.
	 * @return array<string, CatalogSubject> By code.
	 */
	public static function subjects( array $items, CatalogRules $rules, Run $run, ?array $waiting = null ): array {
		$subjects = [];
		foreach ( $items as $item ) {
			$subjects[ $item->code ] = new CatalogSubject();
		}
		$links  = Links::byCodes( self::usable( $subjects ) );
		$prints = null === $waiting ? [] : self::fingerprints( $items, array_diff_key( $links, $waiting ), $rules, $run );
		$ids    = [];
		foreach ( $links as $code => $link ) {
			$subjects[ $code ]->link        = $link;
			$subjects[ $code ]->fingerprint = $prints[ $code ] ?? '';
			if ( ! $subjects[ $code ]->isSame() ) {
				$ids[] = $link->objectId;
			}
		}
		$states = SellableObjects::of( ProductReader::byIds( $ids, $rules->parts() ), $rules->parts() );
		$alone  = [];
		foreach ( self::usable( $subjects ) as $code ) {
			$link  = $subjects[ $code ]->link;
			$state = null === $link ? null : ( $states[ $link->objectId ] ?? null );
			if ( null === $state && ! $subjects[ $code ]->isSame() ) {
				$alone[] = $code;
			}
			$subjects[ $code ]->state = $state;
		}
		$buried = ExcludedItems::of( $alone );
		foreach ( $alone as $code ) {
			$subjects[ $code ]->isDeleted  = null !== $subjects[ $code ]->link || isset( $buried[ $code ] );
			$subjects[ $code ]->isUnlinked = 0 !== ( $buried[ $code ] ?? 0 );
		}
		self::findFormer( $subjects, $items, $alone, $rules, $run );
		self::findCandidates( $subjects, array_values( array_filter( $alone, static fn( string $code ): bool => ! $subjects[ $code ]->isUnlinked ) ), $rules );
		if ( $rules->hasGtin ) {
			self::findGtins( $subjects, $items );
		}
		return $subjects;
	}

	/**
	 * @param list<Product>       $items
	 * @param array<string, Link> $links By code.
	 * @return array<string, string> By code; one that is absent has to be compared.
	 */
	public static function fingerprints( array $items, array $links, CatalogRules $rules, Run $run ): array {
		$prints = [];
		if ( [] === $links || $run->isElsewhere() ) {
			return $prints;
		}
		$all = new ProductFingerprints( $links, [ Cursor::fingerprint( $rules->settings ), $rules->settings->chargeCodes(), $rules->fingerprint() ] );
		foreach ( $items as $item ) {
			// Of two items with one code neither is the product's.
			$isSecond = isset( $prints[ $item->code ] );
			$prints[ $item->code ] = isset( $links[ $item->code ] ) && ! $isSecond && [] === $item->faults() ? $all->of( $links[ $item->code ], $item->texts() ) : '';
		}
		return array_filter( $prints );
	}

	/**
	 * Items whose code was corrected in SORS: within a database the id says that it is the same item. Where SORS shows the
	 * old code as well, it does not say which of the two the product is, and codes count.
	 *
	 * @param array<string, CatalogSubject> $subjects
	 * @param list<Product>                 $items
	 * @param list<string>                  $alone Codes of those without a product.
	 */
	private static function findFormer( array $subjects, array $items, array $alone, CatalogRules $rules, Run $run ): void {
		$alone = array_fill_keys( $alone, true );
		$codes = [];
		foreach ( $items as $item ) {
			if ( isset( $alone[ $item->code ] ) && '' !== (string) $item->id ) {
				$codes[ (string) $item->id ] = $item->code;
			}
		}
		$links  = array_filter(
			Links::bySorsIds( $run->database, array_map( 'strval', array_keys( $codes ) ) ),
			static fn( Link $link ): bool => ! isset( $subjects[ $link->code ] ) && ! $link->wasSeen( $run->id, $run->cursor->reading )
		);
		$states = SellableObjects::of( ProductReader::byIds( array_map( static fn( Link $link ): int => $link->objectId, array_values( $links ) ), $rules->parts() ), $rules->parts() );
		foreach ( $links as $link ) {
			if ( isset( $states[ $link->objectId ] ) ) {
				$subjects[ $codes[ $link->sorsId ] ]->former      = $link;
				$subjects[ $codes[ $link->sorsId ] ]->formerState = $states[ $link->objectId ];
			}
		}
	}

	/**
	 * @param array<string, CatalogSubject> $subjects
	 * @param list<string>                  $codes Of those without a product.
	 */
	private static function findCandidates( array $subjects, array $codes, CatalogRules $rules ): void {
		$found = SellableObjects::of( ProductReader::bySkus( $codes, $rules->parts(), $rules->unlistedSkus ), $rules->parts() );
		$taken = Links::byObjectIds( array_map( static fn( ProductState $state ): int => $state->id, $found ) );
		$alike = [];
		foreach ( [] === $found ? [] : $codes as $code ) {
			$alike[ self::fold( $code ) ][] = $code;
		}
		foreach ( $found as $state ) {
			if ( isset( $taken[ $state->id ] ) ) {
				// It belongs to the item it is linked to, whatever its SKU is now.
				if ( isset( $subjects[ $state->sku ] ) ) {
					$subjects[ $state->sku ]->taken = $state;
				}
				continue;
			}
			if ( isset( $subjects[ $state->sku ] ) ) {
				$subjects[ $state->sku ]->candidates[] = $state;
				continue;
			}
			foreach ( $alike[ self::fold( $state->sku ) ] ?? [] as $code ) {
				$subjects[ $code ]->candidates[] = $state;
			}
		}
		foreach ( [] === $found ? [] : $codes as $code ) {
			$exact = $subjects[ $code ]->exact( $code );
			if ( count( $exact ) > 1 ) {
				$subjects[ $code ]->candidates = Translations::merged( $exact );
			}
		}
		if ( has_filter( 'sors_linked_product' ) ) {
			self::askForProducts( $subjects, $codes, $rules );
		}
	}

	/**
	 * @param array<string, CatalogSubject> $subjects
	 * @param list<string>                  $codes Of those without a product.
	 */
	private static function askForProducts( array $subjects, array $codes, CatalogRules $rules ): void {
		$bySku = [];
		foreach ( $codes as $code ) {
			$exact          = $subjects[ $code ]->exact( $code );
			$bySku[ $code ] = 1 === count( $exact ) ? $exact[0]->id : 0;
		}
		$asked = LinkedProducts::ask( $bySku, $rules->parts() );
		foreach ( SellableObjects::of( $asked->chosen, $rules->parts() ) as $code => $state ) {
			$subjects[ $code ]->chosen = $state;
		}
		foreach ( $asked->failures as $code => $failure ) {
			$subjects[ $code ]->failure = $failure;
		}
	}

	/**
	 * @param array<string, CatalogSubject> $subjects
	 * @param list<Product>                 $items
	 */
	private static function findGtins( array $subjects, array $items ): void {
		$wanted = [];
		foreach ( $items as $item ) {
			$state = $subjects[ $item->code ]->state ?? null;
			// No product comes of it, and WooCommerce's table has no index on bar codes.
			$isLeftOut = null === $state && false === $item->active && [] === $subjects[ $item->code ]->candidates;
			if ( $isLeftOut || $subjects[ $item->code ]->isSame() || ( null !== $state && trim( (string) $item->gtin ) === $state->gtin ) ) {
				continue;
			}
			$gtin = Gtin::valid( (string) $item->gtin );
			if ( null !== $gtin && ( null === $state || $state->gtin !== $gtin ) ) {
				$wanted[ $item->code ] = $gtin;
			}
		}
		$owners = ProductReader::byGtins( array_values( array_unique( $wanted ) ) );
		foreach ( $wanted as $code => $gtin ) {
			$subjects[ $code ]->gtinOwner = $owners[ $gtin ] ?? 0;
		}
	}

	/** What the database may take for the same: without accents, then without case. */
	private static function fold( string $code ): string {
		return mb_strtolower( remove_accents( rtrim( $code ) ) );
	}

	/**
	 * Codes to look for. An empty one would find every product without SKU, and
	 * one that cannot be a SKU finds none; the planner reports their items.
	 *
	 * @param array<string, CatalogSubject> $subjects
	 * @return list<string> PHP makes integers of keys like "1001".
	 */
	private static function usable( array $subjects ): array {
		return array_values( array_filter( array_map( 'strval', array_keys( $subjects ) ), [ CatalogPlanner::class, 'isCode' ] ) );
	}
}
