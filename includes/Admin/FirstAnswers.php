<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Log\Log;
use SorsApi\Settings\Access;
use SorsApi\Sync\Engine\Run;

/**
 * What a screen of the app asks for first comes with its page, so that nobody
 * waits for WordPress to start a second time. Only what the shop itself knows:
 * a page never waits for SORS.
 *
 * A request that is not foreseen here is made as ever, so this may lag behind
 * the app without harm; tests/e2e/quick.spec.ts tells when it does.
 */
final class FirstAnswers {

	private const ROUTES = '/' . Access::ROUTES . '/';

	/** The first page of a list, as src/ui/table/types.ts has it. */
	private const FIRST_PAGE = [
		'page'     => 1,
		'per_page' => 20,
	];

	/** Hands the answers to wp.apiFetch, which gives each away once. */
	public static function enqueue(): void {
		$answers = [];
		foreach ( self::paths( self::param( 'path' ), self::param( 'view' ) ) as $path ) {
			try {
				$answers = rest_preload_api_request( $answers, $path );
			} catch ( \Throwable $error ) {
				Log::error( $error, "The page does not bring $path along" );
				// The app asks again and shows what is wrong where it belongs; a page that ends here would show nothing.
				continue;
			}
		}
		wp_add_inline_script(
			'wp-api-fetch',
			sprintf( 'wp.apiFetch.use( wp.apiFetch.createPreloadingMiddleware( %s ) );', (string) wp_json_encode( (object) $answers, JSON_HEX_TAG ) )
		);
	}

	/** @return list<string> */
	private static function paths( string $screen, string $view ): array {
		$run = (int) self::param( 'run' );
		switch ( $screen ) {
			case 'products':
				return $run > 0 ? [ self::ROUTES . 'runs/' . $run ] : self::ofProducts( $view );
			case 'orders':
				return self::ofOrders( $view );
			case 'settings':
				return [ self::ROUTES . 'settings' ];
			case 'connect':
				return [ self::ROUTES . 'settings', self::ROUTES . 'overview' ];
			default:
				return [ self::ROUTES . 'overview' ];
		}
	}

	/** @return list<string> */
	private static function ofProducts( string $view ): array {
		switch ( $view ) {
			case 'conflicts':
				return [ self::path( 'conflicts', self::FIRST_PAGE ) ];
			case 'mapping':
				return [ self::ROUTES . 'catalog-mapping' ];
			case 'history':
				return [ self::path( 'runs', self::FIRST_PAGE ) ];
			default:
				return array_map(
					static fn( string $kind ): string => self::path(
						'runs',
						[
							'kind'     => $kind,
							'per_page' => 1,
						]
					),
					Run::KINDS
				);
		}
	}

	/** @return list<string> */
	private static function ofOrders( string $view ): array {
		switch ( $view ) {
			case 'reconciliation':
				return [ self::path( 'reconciliation', self::FIRST_PAGE ) ];
			case 'older':
				return [ self::ROUTES . 'older-orders' ];
			default:
				$asked = [
					'state'  => self::param( 'state' ),
					'search' => trim( self::param( 'search' ) ),
				];
				return [ self::path( 'outbox', self::FIRST_PAGE + array_filter( $asked, static fn( string $text ): bool => '' !== $text ) ) ];
		}
	}

	/** @param array<string, int|string> $query */
	private static function path( string $route, array $query ): string {
		return self::ROUTES . $route . '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 );
	}

	/** Of the page's address, as src/ui/navigation.ts keeps it there: it changes nothing, so it carries no nonce. */
	private static function param( string $name ): string {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended
		$value = wp_unslash( $_GET[ $name ] ?? '' );
		return is_string( $value ) ? sanitize_text_field( $value ) : '';
	}
}
