<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

use SorsApi\Documents\Pib;
use SorsApi\Settings\SettingsStore;

/**
 * The PIB that a linked user enters at a checkout, which decides whether the link counts. It is remembered until the next
 * page: a form begins with what the account keeps. WooCommerce's block checkout sends only what was changed.
 */
final class EnteredPib {

	private const SESSION = 'sors_entered_pib';

	/** @var array{box?: string, pib?: string} What this request says; there may be no session yet. */
	private static array $said = [];

	/**
	 * @param mixed $form The classic checkout: text while it is filled in, fields when it is sent.
	 * @return mixed The same.
	 */
	public static function inForm( $form ) {
		$typed = $form;
		if ( is_string( $form ) ) {
			parse_str( $form, $typed );
		}
		// A browser does not send a box that is not ticked.
		self::in( is_array( $typed ) ? $typed + [ 'sors_company' => '' ] : [] );
		return $form;
	}

	/**
	 * @param mixed $response
	 * @return mixed The response, unchanged.
	 */
	public static function inRequest( $response, \WP_REST_Request $request ) {
		$typed = $request->get_param( 'additional_fields' );
		self::in( is_array( $typed ) ? $typed : [] );
		return $response;
	}

	public static function beginPage(): void {
		if ( isset( $_SERVER['REQUEST_METHOD'] ) && ! wp_doing_ajax() && ! WC()->is_rest_api_request() ) {
			WC()->session->set( self::SESSION, null );
		}
		self::said();
	}

	/** By itself the classic checkout calculates again only where the address changes. */
	public static function watch(): void {
		$names = (string) wp_json_encode( array_merge( [ 'sors_company' ], self::names() ) );
		wp_add_inline_script( 'wc-checkout', "jQuery( ( $ ) => $( 'form.checkout' ).on( 'change', ':input', ( { target } ) => $names.includes( target.name ) && $( document.body ).trigger( 'update_checkout' ) ) );" );
	}

	/** @return string '' = none, or a person buys. */
	public static function get(): string {
		$said = self::said();
		return '' === ( $said['box'] ?? 'ticked' ) ? '' : Pib::normalise( $said['pib'] ?? self::kept() );
	}

	/** @param array<mixed> $typed */
	private static function in( array $typed ): void {
		$box = array_intersect_key( $typed, [ 'sors_company' => true, CompanyFields::BOX => true ] );
		$pib = array_intersect_key( $typed, array_flip( self::names() ) );
		if ( [] !== $box && CompanyFields::areWanted() ) {
			self::$said['box'] = CompanyFields::text( $box, (string) key( $box ) );
		}
		if ( [] !== $pib ) {
			self::$said['pib'] = CompanyFields::text( $pib, (string) key( $pib ) );
		}
	}

	/** @return array{box?: string, pib?: string} */
	private static function said(): array {
		/** @var \WC_Session|null $session */
		$session = WC()->session;
		if ( null === $session ) {
			return self::$said;
		}
		/** @var array{box?: string, pib?: string} $said */
		$said = self::$said + (array) $session->get( self::SESSION, [] );
		if ( [] !== self::$said ) {
			$session->set( self::SESSION, $said );
			self::$said = [];
		}
		return $said;
	}

	private static function kept(): string {
		foreach ( self::names() as $name ) {
			$kept = WC()->customer instanceof \WC_Customer ? WC()->customer->get_meta( $name ) : '';
			if ( is_string( $kept ) && '' !== $kept ) {
				return $kept;
			}
		}
		return '';
	}

	/** @return list<string> Of the field, in forms, requests and accounts. */
	private static function names(): array {
		$other = SettingsStore::load()->vatFieldKey;
		return '' === $other
			? [ 'sors_pib', CompanyFields::PIB, CompanyFields::META . CompanyFields::PIB ]
			: [ $other, ltrim( $other, '_' ), (string) preg_replace( '~^_wc_[a-z]+/~', '', $other ) ];
	}
}
