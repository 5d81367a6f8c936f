<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Access;

use SorsApi\Counterparts\LinkedCustomers;

'cli' === PHP_SAPI || exit;

/**
 * What the plugin does in requests that somebody sends to WordPress or WooCommerce. Each listener is listed with what it
 * may do and who decides: a new one has to be put there, and what acts on what was posted has to be tried below.
 *
 * @group real-store
 */
final class ListenersTest extends AccessTestCase {

	private const ROLES = [ 'anonymous', 'subscriber', 'customer', 'author', 'shop_manager', 'administrator' ];

	/** @var array<string, string> Hook and listener => what it may do. */
	private const MAY = [
		'add_meta_boxes OrderBox::add'             => 'shows the box of an order to whoever has the capability',
		'add_meta_boxes_product Plugin::function'  => 'shows the box of a product to whoever has the capability',
		'admin_enqueue_scripts Menu::loadApp'      => 'loads the app on its own page',
		'admin_init Privacy::addPolicy'            => 'suggests a text for the privacy policy',
		'admin_init Schedule::ensureFromPage'      => 'plans the background, whoever comes by',
		'admin_menu Menu::addLink'                 => 'adds a link that WordPress shows by capability',
		'admin_menu Menu::addPage'                 => 'adds the page, which WordPress opens by capability',
		'admin_notices BulkSending::function'      => 'tells a user what the bulk action of that user did, once',
		'admin_notices Notices::show'              => 'tells whoever has the capability',
		'delete_post_meta Plugin::function'        => 'notes the price that goes',
		'edit_user_profile UserCustomer::show'     => 'shows the form of a user to whoever has the capability',
		'edited_term Plugin::function'             => 'has the next catalogue sync read all products again',
		'init Plugin::function'                    => 'adds a task to WooCommerce\'s list',
		'load-edit.php ProductFields::onList'      => 'explains fields on the list of products',
		'load-edit.php ProductList::onScreen'      => 'adds column and filter for whoever has the capability',
		'load-post.php ProductFields::onEditor'    => 'explains fields in the editor of a product',
		'plugins_loaded Plugin::start'             => 'registers all the others',
		'request OrderList::filterPosts'           => 'filters the list of orders for whoever has the capability',
		'rest_pre_dispatch CompanyForm::openForStoreApi' => 'registers the fields of the checkout',
		'rest_pre_dispatch Plugin::beforeRequest'  => 'registers our routes, which ask for the capability',
		'rest_request_after_callbacks BlockCompanyFields::end' => 'forgets what the checkout said',
		'rest_request_before_callbacks BlockCompanyFields::begin' => 'completes what a buyer says of the own order',
		'rest_request_before_callbacks Plugin::function' => 'remembers the PIB that a linked user enters, in the own session',
		'show_user_profile UserCustomer::show'     => 'shows the form of a user to whoever has the capability',
		'user_profile_update_errors UserCustomer::save' => 'links a user, with capability, right to edit that user, and nonce',
		'woocommerce_admin_process_product_object ProductFields::keep' => 'puts back what SORS owns in what WooCommerce lets save',
		'woocommerce_admin_process_variation_object ProductFields::keep' => 'puts back what SORS owns in what WooCommerce lets save',
		'woocommerce_after_checkout_validation ClassicCompanyFields::validate' => 'refuses what a buyer says of the own order',
		'woocommerce_blocks_validate_location_address_fields BlockCompanyFields::validateName' => 'refuses what a buyer says of the own order',
		'woocommerce_checkout_create_order ClassicCompanyFields::keepOnOrder' => 'keeps what a buyer says of the own order',
		'woocommerce_checkout_fields ClassicCompanyFields::add' => 'adds fields to the checkout',
		'woocommerce_checkout_get_value ClassicCompanyFields::value' => 'shows a buyer what the own account holds',
		'woocommerce_checkout_order_created Plugin::function' => 'queues the order that WooCommerce has taken',
		'woocommerce_checkout_order_processed Plugin::function' => 'queues the order that WooCommerce has taken',
		'woocommerce_checkout_posted_data Plugin::function' => 'remembers the PIB that a linked user enters, in the own session',
		'woocommerce_checkout_update_customer ClassicCompanyFields::keepForNextTime' => 'keeps what a buyer says on the own account',
		'woocommerce_checkout_update_order_review Plugin::function' => 'remembers the PIB that a linked user enters, in the own session',
		'woocommerce_init CompanyForm::registerFields' => 'registers the fields of the checkout',
		'woocommerce_save_account_details AccountCompanyFields::save' => 'keeps what a buyer says on the own account; WooCommerce has checked who that is',
		'woocommerce_save_account_details CompanyForm::function (2)' => 'takes our fields away from WooCommerce meanwhile',
		'woocommerce_save_account_details_errors AccountCompanyFields::validate' => 'refuses what a buyer says on the own account',
		'woocommerce_set_additional_field_value CompanyFields::follow' => 'keeps on an order or account what WooCommerce sets there',
		'woocommerce_store_api_checkout_order_processed Plugin::function' => 'queues the order that WooCommerce has taken',
		'woocommerce_store_api_checkout_update_order_from_request BlockCompanyFields::completeOrder' => 'keeps what a buyer says of the own order',
		'woocommerce_validate_additional_field BlockCompanyFields::validateField' => 'refuses what a buyer says of the own order',
		'wp_ajax_inline-save ProductFields::onQuickEdit' => 'puts back what SORS owns in what WordPress lets save',
		'wp_ajax_inline-save ProductList::addColumns' => 'adds the column for whoever has the capability',
		'wp_enqueue_scripts ClassicCompanyFields::addStyle' => 'loads a style at the checkout',
		'wp_enqueue_scripts Plugin::function' => 'loads a script at the checkout, for linked users',
		'wp_insert_post_data LatinWriting::slug'   => 'writes the slug of a product in Latin script',
	];

	public function testTheListHasAllThereAre(): void {
		$expected = array_keys( self::MAY );
		sort( $expected );
		self::assertSame( $expected, Surface::listeners() );
	}

	/** With a nonce of one's own, which must not let anybody in: of a customer, and of oneself. @dataProvider roles */
	public function testTheFormOfAUserIsForWhoMayDoBoth( string $role, bool $may ): void {
		$customer = wp_insert_user( [ 'user_login' => uniqid( 'kupac-' ), 'user_pass' => 'password', 'role' => 'customer' ] );
		self::assertIsInt( $customer );
		$this->login( $role );
		$own = get_current_user_id();
		foreach ( array_filter( [ $customer, $own ] ) as $id ) {
			self::assertSame( $may, $this->unlinks( $id, wp_create_nonce( 'sors_customer_' . $id ) ), "user $id" );
			self::assertFalse( $this->unlinks( $id, wp_create_nonce( 'sors_customer_0' ) ), 'a nonce for another user' );
			self::assertFalse( $this->unlinks( $id, '' ), 'no nonce' );
			$form = self::printed( static fn() => do_action( 'edit_user_profile', get_userdata( $id ) ) );
			self::assertSame( $may, false !== strpos( $form, 'sors_customer_code' ), 'The form.' );
		}
		$administrator = 1;
		self::assertSame( 'administrator' === $role, $this->unlinks( $administrator, wp_create_nonce( 'sors_customer_1' ) ), 'Who may not edit the user may not link it.' );
	}

	public function roles(): array {
		$roles = [];
		foreach ( self::ROLES as $role ) {
			$roles[ $role ] = [ $role, in_array( $role, [ 'shop_manager', 'administrator' ], true ) ];
		}
		return $roles;
	}

	private function unlinks( int $id, string $nonce ): bool {
		update_user_meta( $id, LinkedCustomers::meta(), [ 'code' => 'K-1', 'name' => 'Petar', 'percent' => '5', 'checkedAt' => 1 ] );
		$_POST = [ 'sors_customer_code' => '', 'sors_customer_nonce' => $nonce ];
		do_action( 'user_profile_update_errors', new \WP_Error(), true, (object) [ 'ID' => $id ] );
		$_POST = [];
		return null === LinkedCustomers::of( $id );
	}
}
