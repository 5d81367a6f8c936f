<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

use Automattic\WooCommerce\Blocks\Utils\CartCheckoutUtils;
use SorsApi\Documents\Buyer;
use SorsApi\Documents\Pib;
use SorsApi\Documents\TaxNumber;
use SorsApi\Orders\BuyerReader;

/**
 * What a company says of itself at the checkout: a box to tick, which opens its name, type, PIB and registration number,
 * and for a public body its JBKJS.
 *
 * They are additional checkout fields of WooCommerce, which asks for them at the block checkout and shows them on the
 * order. Our order meta follows, however they are set. The name goes into WooCommerce's own field, and the box nowhere.
 */
final class CompanyFields {

	public const BOX = 'sors/company';
	/** Only where the shop does not show WooCommerce's own field. */
	public const NAME         = 'sors/company-name';
	public const PIB          = 'sors/pib';
	public const REGISTRATION = 'sors/registration-number';
	/** Empty for a company. */
	public const TYPE = 'sors/buyer-type';
	/** For public bodies alone. */
	public const JBKJS = 'sors/jbkjs';

	public const TEXTS = [ self::NAME, self::TYPE, self::PIB, self::REGISTRATION, self::JBKJS ];

	/** The field of the JBKJS where a public body buys. A browser that does not know `:has` shows it always. */
	private const STYLE = '@supports selector(:has(*)){form:not(:has(option[value=publicBody]:checked)) .sors-jbkjs{display:none!important}}';

	/** Before the names of the fields, where WooCommerce keeps them. */
	public const META = '_wc_other/';

	/** @var array<string, string> Field => order meta that follows it. */
	public const METAS = [
		self::TYPE         => BuyerReader::TYPE_META,
		self::PIB          => BuyerReader::PIB_META,
		self::REGISTRATION => BuyerReader::REGISTRATION_META,
		self::JBKJS        => BuyerReader::JBKJS_META,
	];

	/** Not where the settings name another plugin's field. */
	public static function areWanted(): bool {
		$settings = get_option( 'sors_settings' );
		return ! is_array( $settings ) || '' === ( $settings['vatFieldKey'] ?? '' );
	}

	public function register(): void {
		add_action( 'woocommerce_set_additional_field_value', [ $this, 'follow' ], 10, 4 );
		add_filter( 'woocommerce_customer_allowed_session_meta_keys', [ $this, 'keepInSession' ], 20, 2 );
	}

	/** Whether the name is ours to ask for: the shop does not show WooCommerce's own field at the block checkout. */
	public static function asksForName(): bool {
		return 'hidden' === CartCheckoutUtils::get_company_field_visibility();
	}

	/**
	 * Whether a company buys. Null = nothing was said, not even by a number without the box, as from an app.
	 *
	 * @param array<mixed> $typed By field.
	 */
	public static function isCompany( array $typed ): ?bool {
		if ( isset( $typed[ self::BOX ] ) ) {
			return (bool) $typed[ self::BOX ];
		}
		foreach ( self::TEXTS as $field ) {
			if ( '' !== self::text( $typed, $field ) ) {
				return true;
			}
		}
		return null;
	}

	/** @param array<mixed> $typed */
	public static function text( array $typed, string $name ): string {
		$text = $typed[ $name ] ?? '';
		return is_scalar( $text ) ? trim( (string) $text ) : '';
	}

	/**
	 * What an account keeps for the next time.
	 *
	 * @return array<string, string> By field, without what is empty.
	 */
	public static function kept( \WC_Data $holder ): array {
		$kept = [];
		foreach ( self::TEXTS as $field ) {
			$value = self::shown( $field, $holder->get_meta( self::META . $field, true ), null );
			if ( '' !== $value ) {
				$kept[ $field ] = $value;
			}
		}
		return $kept;
	}

	/**
	 * What is stored, unless it is a person's number: an import, an app or another plugin may have put one there.
	 *
	 * @param mixed       $stored
	 * @param string|null $country Where the buyer is; null = not known.
	 */
	public static function shown( string $field, $stored, ?string $country ): string {
		$value = is_scalar( $stored ) ? (string) $stored : '';
		return isset( self::METAS[ $field ] ) && TaxNumber::isPersonal( $value, self::PIB === $field ? $country : 'RS' ) ? '' : $value;
	}

	/** A person buys after all: nothing of a company stays on the order. */
	public static function forget( \WC_Order $order ): void {
		$order->delete_meta_data( self::META . self::NAME );
		foreach ( self::METAS as $field => $meta ) {
			$order->delete_meta_data( self::META . $field );
			$order->delete_meta_data( $meta );
		}
	}

	/**
	 * @param mixed $key
	 * @param mixed $value
	 * @param mixed $group
	 * @param mixed $owner
	 */
	public function follow( $key, $value, $group, $owner ): void {
		if ( ! is_string( $key ) || ! $owner instanceof \WC_Data ) {
			return;
		}
		if ( self::BOX === $key ) {
			self::dropBeforeSaving( $owner, $key, false );
		} elseif ( self::NAME === $key && $owner instanceof \WC_Order ) {
			// From a draft the checkout takes it when it is opened again.
			self::dropBeforeSaving( $owner, $key, true );
		}
		if ( ! isset( self::METAS[ $key ] ) ) {
			return;
		}
		$typed = is_scalar( $value ) ? (string) $value : '';
		if ( self::shown( $key, $typed, null ) !== $typed ) {
			// The order screen does not validate: what must not be kept is taken out before it is saved.
			self::dropBeforeSaving( $owner, $key, false );
			$typed = '';
		}
		if ( $owner instanceof \WC_Order ) {
			$owner->update_meta_data( self::METAS[ $key ], self::tidied( $key, $typed ) );
		}
	}

	/**
	 * On pages without the box and the name, too: else the name would be gone when the buyer comes back to the checkout.
	 *
	 * @param mixed $keys
	 * @param mixed $customer
	 * @return mixed
	 */
	public function keepInSession( $keys, $customer = null ) {
		if ( ! is_array( $keys ) ) {
			return $keys;
		}
		$without = [ self::META . self::BOX ];
		foreach ( array_keys( self::METAS ) as $field ) {
			if ( $customer instanceof \WC_Data && PersonalNumbers::isPersonal( $field, $customer->get_meta( self::META . $field ) ) ) {
				$without[] = self::META . $field;
			}
		}
		$keys   = array_filter( $keys, static fn( $key ): bool => ! in_array( $key, $without, true ) );
		$keys[] = self::META . self::NAME;
		return $keys;
	}

	private static function dropBeforeSaving( \WC_Data $owner, string $field, bool $exceptDrafts ): void {
		$type = $owner instanceof \WC_Customer ? 'customer' : 'order';
		add_action(
			'woocommerce_before_' . $type . '_object_save',
			static function ( \WC_Data $saved ) use ( $owner, $field, $exceptDrafts ): void {
				if ( $saved === $owner && ! ( $exceptDrafts && $saved instanceof \WC_Order && $saved->has_status( 'checkout-draft' ) ) ) {
					$saved->delete_meta_data( self::META . $field );
				}
			}
		);
	}

	/** @return array<string, string> Field => label. */
	public static function labels(): array {
		return [
			self::BOX          => __( 'I am buying for a company', 'sors-api-for-woocommerce' ),
			self::NAME         => __( 'Company name', 'sors-api-for-woocommerce' ),
			self::TYPE         => __( 'Type of customer', 'sors-api-for-woocommerce' ),
			self::PIB          => __( 'PIB', 'sors-api-for-woocommerce' ),
			self::REGISTRATION => __( 'Registration number', 'sors-api-for-woocommerce' ),
			self::JBKJS        => __( 'JBKJS', 'sors-api-for-woocommerce' ),
		];
	}

	/** @return array<string, string> Value of the field of the type => label. */
	public static function types(): array {
		return [
			''                 => __( 'Company', 'sors-api-for-woocommerce' ),
			Buyer::SOLE_TRADER => __( 'Sole trader', 'sors-api-for-woocommerce' ),
			Buyer::PUBLIC_BODY => __( 'Public body', 'sors-api-for-woocommerce' ),
		];
	}

	/**
	 * What was typed before another type was chosen is not meant any more.
	 *
	 * @template K of array-key
	 * @template T
	 * @param array<K, T> $typed By field, all of them.
	 * @return array<K|string, T|string>
	 */
	public static function ofItsType( array $typed ): array {
		return isset( $typed[ self::JBKJS ] ) && Buyer::PUBLIC_BODY !== ( $typed[ self::TYPE ] ?? '' ) ? array_merge( $typed, [ self::JBKJS => '' ] ) : $typed;
	}

	/** @return array{type: string, class: list<string>, maxlength?: int, options?: array<string, string>} As woocommerce_form_field() takes it. */
	public static function input( string $field ): array {
		if ( self::TYPE === $field ) {
			return [ 'type' => 'select', 'class' => [ 'form-row-wide' ], 'options' => self::types() ];
		}
		return [
			'type'      => 'text',
			'class'     => self::JBKJS === $field ? [ 'form-row-wide', 'sors-jbkjs' ] : [ 'form-row-wide' ],
			'maxlength' => self::longest( $field ),
		];
	}

	/** @param string $more Further rules. */
	public static function addStyle( string $more = '' ): void {
		// phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion -- There is no file.
		wp_register_style( 'sors-company', false );
		wp_enqueue_style( 'sors-company' );
		wp_add_inline_style( 'sors-company', self::STYLE . $more );
	}

	/** In characters. */
	public static function longest( string $field ): int {
		return self::NAME === $field ? 100 : 20;
	}

	/** A company that is named by its PIB alone would become a person in SORS. */
	public static function nameIsMissing(): string {
		return __( 'Please enter the name of the company that has this PIB.', 'sors-api-for-woocommerce' );
	}

	/**
	 * What the buyer says with the box and must say more about: without it the order would become a person's in SORS.
	 *
	 * @param array<mixed> $typed   By field.
	 * @param string       $name    Of the company, in whichever field it is asked for.
	 * @param string       $country Where the buyer is.
	 * @return array<string, string> What is missing, by field.
	 */
	public static function missing( array $typed, string $name, string $country ): array {
		$missing = [];
		if ( '' === $name ) {
			$missing[ self::NAME ] = __( 'Please enter the company’s name, or untick “I am buying for a company”.', 'sors-api-for-woocommerce' );
		}
		if ( 'RS' === $country && '' === self::text( $typed, self::PIB ) ) {
			$missing[ self::PIB ] = __( 'Please enter the company’s PIB, or untick “I am buying for a company”.', 'sors-api-for-woocommerce' );
		}
		return $missing;
	}

	/**
	 * Why what was typed is not valid; null = it is. Empty is allowed.
	 *
	 * @param string|null $country Where the buyer is; null = not known, so only the form is judged.
	 */
	public static function problem( string $field, string $typed, ?string $country ): ?string {
		if ( ! isset( self::METAS[ $field ] ) || self::TYPE === $field || '' === Pib::normalise( $typed ) ) {
			return null;
		}
		if ( self::PIB !== $field && TaxNumber::isPersonal( $typed, 'RS' ) ) {
			return self::isPerson();
		}
		if ( self::REGISTRATION === $field ) {
			return Pib::isRegistrationNumber( $typed ) ? null : __( 'The registration number of a company has eight digits.', 'sors-api-for-woocommerce' );
		}
		if ( self::JBKJS === $field ) {
			return Pib::isJbkjs( $typed ) ? null : __( 'A JBKJS, the number of a public body, has five digits. Leave it empty if you do not know it.', 'sors-api-for-woocommerce' );
		}
		switch ( TaxNumber::problem( $typed, $country ) ) {
			case null:
				return null;
			case TaxNumber::PERSONAL:
				return self::isPerson();
			case TaxNumber::PIB:
				return __( 'This is not a valid PIB. Please check the nine digits. If you are buying as an individual, no number is needed: leave “I am buying for a company” unticked at the checkout.', 'sors-api-for-woocommerce' );
			case TaxNumber::MONTENEGRO:
				return __( 'A company in Montenegro has a PIB of eight digits. Please check it. If you are buying as an individual, no number is needed: leave “I am buying for a company” unticked at the checkout.', 'sors-api-for-woocommerce' );
			case TaxNumber::BOSNIA:
				return __( 'A company in Bosnia and Herzegovina has a JIB of 13 digits or a VAT number of 12. Please check the digits. If you are buying as an individual, no number is needed: leave “I am buying for a company” unticked at the checkout.', 'sors-api-for-woocommerce' );
			default:
				return __( 'This does not look like a tax number. Please check it. If you are buying as an individual, no number is needed: leave “I am buying for a company” unticked at the checkout.', 'sors-api-for-woocommerce' );
		}
	}

	private static function isPerson(): string {
		return __( 'This looks like a JMBG, a person’s number. Please do not enter it here, only the tax number of a company.', 'sors-api-for-woocommerce' );
	}

	/** A JMBG stays as it was typed, so that it is refused with an explanation instead of vanishing. */
	public static function tidied( string $field, string $typed ): string {
		$text = sanitize_text_field( $typed );
		if ( self::TYPE === $field ) {
			return in_array( $text, Buyer::TYPES, true ) ? $text : '';
		}
		return isset( self::METAS[ $field ] ) ? Pib::normalise( $text ) : $text;
	}
}
